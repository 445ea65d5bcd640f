"""Passwords at once behind their word, and phones before theirs."""

import pytest

from douane.detect.identifiers.scan import Identifiers

DETECTOR = Identifiers()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Im Antrag steht Passwort dLGNbGbbPO7xK, der Rest fehlt.", "dLGNbGbbPO7xK"),
        ("the password is: gcLQBI0DMwGJ7xK", "gcLQBI0DMwGJ7xK"),
        ("la password è: osrgN$suH37xK", "osrgN$suH37xK"),
        ("Merci de vérifier mot de passe itZqNpJg+QMDic7xK avant l'envoi.", "itZqNpJg+QMDic7xK"),
    ],
)
def test_a_password_is_found(text: str, value: str) -> None:
    assert [(each.value, each.detector) for each in DETECTOR.scan(text)] == [
        (value, "secret.password")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Bitte das Passwort zurücksetzen.",
        "password ISO27001-compliant rules",
        "Password PasswordResetService2 failed.",
        "password reset2024 and so on",
        "Das Passwort ist abgelaufen.",
        "mot de passe oublié",
    ],
)
def test_words_behind_the_word_are_none(text: str) -> None:
    assert DETECTOR.scan(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("089 72 63 41 office", "089 72 63 41"),
        ("(978)645-9740x11144 mobile", "(978)645-9740x11144"),
        ("06-10446904-Office", "06-10446904"),
        ("They're not answering at 785 8949", "785 8949"),
        ("Er ist erreichbar unter 044 123 45 67.", "044 123 45 67"),
        ("Il nous a envoyé +34 01 820 80 52 et attend", "+34 01 820 80 52"),
    ],
)
def test_a_phone_is_found(text: str, value: str) -> None:
    assert [(each.value, each.detector) for each in DETECTOR.scan(text)] == [(value, "phone")]


@pytest.mark.parametrize(
    "text",
    [
        "120-130 work days", "1 000 000 mobile users", "on 12.03.2024 work began",
        "We reached 1200000 people on Monday.", "row 12 home",
    ],
)  # fmt: skip
def test_a_number_before_such_a_word_may_be_none(text: str) -> None:
    assert DETECTOR.scan(text) == []


def test_a_reference_is_no_order() -> None:
    assert [each.detector for each in DETECTOR.scan("Référence : US0378331005")] == ["isin"]
