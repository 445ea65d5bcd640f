"""Credentials: what is one, whole, and what only looks like one."""

import pytest

from douane.detect.identifiers import Identifiers
from douane.model.token import Kind

IDENTIFIERS = Identifiers()
HEXADECIMAL = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"
GITHUB = "ghp_16C7e42F292c6912E7b5" + "e3c9d2b0a1f4e6e0"
KEY = "q8Zr2" + "LmW0xT7vNc4KpY9sBd"

FOUND = {
    "a German password": ("Das Passwort lautet Sommer-2026!", "Sommer-2026!"),
    "a short one behind a colon": ("Kennwort: ab12", "ab12"),
    "a French one": ("mot de passe : Lune&Soleil7", "Lune&Soleil7"),
    "an Italian one in a sentence": ("la password è Rosso.9x", "Rosso.9x"),
    "a Spanish one": ("Contraseña: «gato77Z»", "gato77Z"),
    "a Dutch one": ("het wachtwoord is Fiets#88", "Fiets#88"),
    "a Polish one": ("hasło: Zima2026x", "Zima2026x"),
    "one in a setting": ("db.pwd=h7!kLm2;", "h7!kLm2"),
    "one in JSON": ('{"password": "hunter2!"}', "hunter2!"),
    "one of a flag": ("mysql --password s3cr3tPw", "s3cr3tPw"),
    "a client secret": (f'"client_secret": "{KEY}"', KEY),
    "a hexadecimal key": (f"api_key={HEXADECIMAL}", HEXADECIMAL),
    "a bearer header": (f"Authorization: Bearer {KEY}", KEY),
    "basic authentication": ("Authorization: Basic YWRtaW46aHVudGVyMg==", "YWRtaW46aHVudGVyMg=="),
    "a database's URL": ("use postgresql://app:Zx9pQ2@db.firma.example/crm.", "postgresql://app:Zx9pQ2@db.firma.example/crm"),
    "a key in a sentence": (f"My API key is {KEY}.", KEY),
}  # fmt: skip

NOT_FOUND = {
    "a word on keys": "ghp_ and github_pat_ tokens of 2025 begin so, 36 letters and 4 digits long",
    "a word on other keys": "AKIA keys are older than ASIA keys; both have 20 characters",
    "a GUID": "token: 123e4567-e89b-42d3-a456-426614174000",
    "a commit": "commit 0f1e2d3c4b5a69788796a5b4c3d2e1f001234567",
    "a hash behind a token": "token: 0f1e2d3c4b5a69788796a5b4c3d2e1f0",
    "a placeholder": "password: <your password>, api_key=xxxxxxxxxxxxxxxxxxxx",
    "another": "PASSWORD=changeme PWD=${DB_PASSWORD} secret: {{ vault_secret }}",
    "the issuer's example": "AKIAIOSFODNN7EXAMPLE",
    "a rule": "Das Passwort ist vergessen; the password must be changed. Passwort: erforderlich",
    "code": "password = getpass.getpass(prompt)  # token: str",
    "a type": "private_key: Ed25519PrivateKey",
    "a URL with a port": "http://localhost:8080/@me and https://firma.example:443/a@b",
    "a user's name in a URL": "ssh://git@firma.example/repo.git",
    "a manual's URL": "postgresql://user:password@localhost/db",
    "an empty block": "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----",
    "a certificate": "-----BEGIN CERTIFICATE-----\nMIIB" + "A" * 60 + "\n-----END CERTIFICATE-----",
    "a bond": "the bearer 2031 bond, basic 12345678 shares",
}


@pytest.mark.parametrize(("text", "value"), FOUND.values(), ids=FOUND.keys())
def test_found(text: str, value: str) -> None:
    assert [(one.kind, one.value) for one in IDENTIFIERS.scan(text)] == [(Kind.SECRET, value)]


BROKEN = {
    "in groups": " ".join(GITHUB[at : at + 4] for at in range(0, 40, 4)),
    "with a blank in it": f"{GITHUB[:22]} {GITHUB[22:]}",
    "by a mail program": f"{GITHUB[:9]}\n> {GITHUB[9:]}",
    "of capitals": "AKIA Q2WE 7RTY 3UIO P5AS",
}


@pytest.mark.parametrize("key", BROKEN.values(), ids=BROKEN.keys())
def test_a_key_broken_behind_its_prefix_is_found_whole(key: str) -> None:
    assert [(one.kind, one.value) for one in IDENTIFIERS.scan(f"use {key} now")] == [
        (Kind.SECRET, key)
    ]


@pytest.mark.parametrize("text", NOT_FOUND.values(), ids=NOT_FOUND.keys())
def test_not_found(text: str) -> None:
    assert [one for one in IDENTIFIERS.scan(text) if one.kind is Kind.SECRET] == []


def test_a_record_id_is_no_secret() -> None:
    found = IDENTIFIERS.scan("token: 001D000000IqhSLIAZ")

    assert [one.kind for one in found] == [Kind.RECORD]


@pytest.mark.parametrize("end", ["-----END RSA PRIVATE KEY-----", ""])
def test_a_block_is_one_finding_even_when_it_was_cut_off(end: str) -> None:
    block = "-----BEGIN RSA PRIVATE KEY-----\n" + "Zm9vQmFyMTIz" * 5 + "\n" + end

    found = IDENTIFIERS.scan(f"here: {block}\nThanks")

    assert found[0].detector == "secret.private_key"
    assert "Zm9v" not in f"here: {block}\nThanks"[found[0].end :]


def test_a_token_within_a_secret_does_not_hide_it() -> None:
    found = IDENTIFIERS.scan("redis://app:IBAN_0123456789@db.firma.example/0")

    assert [one.kind for one in found] == [Kind.SECRET]
