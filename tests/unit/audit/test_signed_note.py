"""Signed notes and checkpoints: golang.org/x/mod/sumdb/note's behaviour, and strictness.

Keys, texts and signatures are those of note_test.go (BSD-3-Clause, The Go Authors).
"""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from douane.audit.note import (
    MAX_NOTE_BYTES,
    Checkpoint,
    Verifier,
    decode_checkpoint,
    decode_verifier,
    open_checkpoint,
    open_note,
    sign_checkpoint,
    sign_note,
)
from douane.model.errors import UsageError
from tests.fuzz.signed_note import target

PETER_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETER_SECRET = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
ENOCH_KEY = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
PETER_SIG = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngot"
    "pRZb6KE6RyyBwJnAM=\n"
)
ENOCH_SIG = (
    "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox"
    "33WWd1RvMc+QQ=\n"
)
PETER = decode_verifier(PETER_KEY)
ENOCH = decode_verifier(ENOCH_KEY)
SECRET = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = SECRET.public_key().public_bytes_raw()
ORIGIN = "douane.example/acme"

ACCEPTED = {
    "one known signature": (PETER_SIG, [PETER]),
    "a known and an unknown one": (PETER_SIG + ENOCH_SIG, [PETER]),
    "two known ones": (PETER_SIG + ENOCH_SIG, [PETER, ENOCH]),
    "a repeated one": (PETER_SIG + PETER_SIG, [PETER]),
    "a spoilt one of an unknown key": (
        PETER_SIG + ENOCH_SIG[:60] + "ABCD" + ENOCH_SIG[60:], [PETER],
    ),
    "sixteen": (ENOCH_SIG * 15 + PETER_SIG, [PETER]),
}  # fmt: skip

REFUSED = {
    "nobody known signed": (f"{TEXT}\n{PETER_SIG}{ENOCH_SIG}".encode(), []),
    "a known signature is spoilt": (
        f"{TEXT}\n{PETER_SIG[:60]}ABCD{PETER_SIG[60:]}".encode(), [PETER],
    ),
    "the text was changed": (f"{TEXT.upper()}\n{PETER_SIG}".encode(), [PETER]),
    "one known signature is good and one bad": (
        f"{TEXT}\n{PETER_SIG}{ENOCH_SIG[:60]}ABCD{ENOCH_SIG[60:]}".encode(), [PETER, ENOCH],
    ),
    "two verifiers share name and id": (f"{TEXT}\n{PETER_SIG}".encode(), [PETER, PETER]),
    "too many signatures": (f"{TEXT}\n{PETER_SIG * 101}".encode(), [PETER]),
    "no signature block": (TEXT.encode(), [PETER]),
    "an empty signature block": (f"{TEXT}\n".encode(), [PETER]),
    "no last newline": (f"{TEXT}\n{PETER_SIG[:-1]}".encode(), [PETER]),
    "a control character": (f"\x01{TEXT}\n{PETER_SIG}".encode(), [PETER]),
    "a tab": (f"\t{TEXT}\n{PETER_SIG}".encode(), [PETER]),
    "invalid UTF-8": (f"{TEXT}\n{PETER_SIG}".encode() + b"\xff", [PETER]),
    "a name with a space": (
        f"{TEXT}\n{PETER_SIG.replace('PeterNeumann', 'Bad Name')}".encode(), [PETER],
    ),
    "a name with a plus": (f"{TEXT}\n{PETER_SIG}— a+b AAAAAAA=\n".encode(), [PETER]),
    "another line among the signatures": (
        f"{TEXT}\n{PETER_SIG}Unexpected line.\n".encode(), [PETER],
    ),
    "a signature of four bytes": (f"{TEXT}\n{PETER_SIG}— EnochRoot rwz+eA==\n".encode(), [PETER]),
    "too long": (b"x" * MAX_NOTE_BYTES + f"\n\n{PETER_SIG}".encode(), [PETER]),
    "empty": (b"", [PETER]),
}  # fmt: skip


@pytest.mark.parametrize(("signatures", "keys"), ACCEPTED.values(), ids=ACCEPTED.keys())
def test_a_note_opens_with(signatures: str, keys: list[Verifier]) -> None:
    assert open_note(f"{TEXT}\n{signatures}".encode(), keys) == TEXT


@pytest.mark.parametrize(("note", "keys"), REFUSED.values(), ids=REFUSED.keys())
def test_a_note_is_refused_when(note: bytes, keys: list[Verifier]) -> None:
    with pytest.raises(UsageError) as caught:
        open_note(note, keys)

    assert caught.value.code == "note_invalid"


def test_signing_gives_the_reference_bytes() -> None:
    seed = base64.b64decode(PETER_SECRET.split("+", 4)[4])[1:]

    note = sign_note(TEXT, PETER, Ed25519PrivateKey.from_private_bytes(seed).sign)

    assert note == f"{TEXT}\n{PETER_SIG}".encode()


@pytest.mark.parametrize("text", ["abc", "", "a\x00\n", "\ud800\n"])
def test_a_text_that_no_note_can_hold_is_not_signed(text: str) -> None:
    with pytest.raises(UsageError):
        sign_note(text, PETER, SECRET.sign)


@pytest.mark.parametrize("name", ["", "bad name", "a+b", "a\u2003b"])
def test_a_name_that_no_note_can_hold_is_not_signed(name: str) -> None:
    with pytest.raises(UsageError):
        sign_note(TEXT, Verifier(name, PUBLIC), SECRET.sign)


def test_keys_round_trip() -> None:
    assert (PETER.encode(), ENOCH.encode()) == (PETER_KEY, ENOCH_KEY)


def test_mangled_keys_are_refused() -> None:
    size = len(PETER_KEY)
    mangled = [PETER_KEY[i:j] for i in range(size) for j in range(i + 1, size + 1) if j - i < size]
    for position, letter in enumerate(PETER_KEY):
        mangled.append(PETER_KEY[:position] + chr(ord(letter) + 1) + PETER_KEY[position + 1 :])
    mangled += [
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    ]
    for text in mangled:
        with pytest.raises(UsageError):
            decode_verifier(text)


def test_a_checkpoint_survives_signing() -> None:
    checkpoint = Checkpoint(ORIGIN, 20_852_163, bytes(range(32)))

    note = sign_checkpoint(checkpoint, PUBLIC, SECRET.sign)

    assert open_checkpoint(note, ORIGIN, PUBLIC) == checkpoint
    assert note.startswith(
        b"douane.example/acme\n20852163\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n\n"
    )


def test_a_checkpoint_of_another_log_or_key_is_refused() -> None:
    note = sign_checkpoint(Checkpoint(ORIGIN, 1, bytes(32)), PUBLIC, SECRET.sign)
    forged = sign_note(
        Checkpoint("elsewhere", 1, bytes(32)).encode(), Verifier(ORIGIN, PUBLIC), SECRET.sign
    )

    for bad, origin, key in (
        (note, "elsewhere", PUBLIC),
        (note, ORIGIN, PETER.public_key),
        (forged, ORIGIN, PUBLIC),
    ):
        with pytest.raises(UsageError):
            open_checkpoint(bad, origin, key)


ROOT = base64.b64encode(bytes(32)).decode()
NO_CHECKPOINTS = {
    "no lines": "",
    "two lines": "log\n1\n",
    "no last newline": f"log\n1\n{ROOT}",
    "no origin": f"\n1\n{ROOT}\n",
    "a leading zero": f"log\n01\n{ROOT}\n",
    "a signed size": f"log\n+1\n{ROOT}\n",
    "a negative size": f"log\n-1\n{ROOT}\n",
    "another script's digits": f"log\n\u0661\n{ROOT}\n",
    "a size above 2^63": f"log\n9999999999999999999\n{ROOT}\n",
    "a short root": "log\n1\nAAAA\n",
    "a root spelled otherwise": f"log\n1\n{ROOT[:-2]}B=\n",
    "an empty extension line": f"log\n1\n{ROOT}\n\nx\n",
    "an empty last line": f"log\n1\n{ROOT}\n\n",
}


@pytest.mark.parametrize("text", NO_CHECKPOINTS.values(), ids=NO_CHECKPOINTS.keys())
def test_no_checkpoint_has(text: str) -> None:
    with pytest.raises(UsageError):
        decode_checkpoint(text)


def test_extension_lines_are_kept() -> None:
    text = f"log\n0\n{ROOT}\none\ntwo\n"

    assert decode_checkpoint(text).extensions == ("one", "two")
    assert decode_checkpoint(text).encode() == text


@given(data=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    target(data)


@given(cut=st.integers(0, 400), insert=st.binary(max_size=4))
def test_a_real_note_with_a_scar_is_read_or_refused(cut: int, insert: bytes) -> None:
    note = sign_checkpoint(Checkpoint(ORIGIN, 9, bytes(32)), PUBLIC, SECRET.sign)
    scarred = note[:cut] + insert + note[cut:]

    target(scarred)
    if insert and cut < len(note) and scarred != note:
        with pytest.raises(UsageError):
            open_note(scarred, (Verifier(ORIGIN, PUBLIC),))
