"""Identifiers in free text: what is found, what is not, and that the scan is sound."""

import re
from concurrent.futures import ThreadPoolExecutor

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import iban, luhn, numdb

from douane.detect.conformance import broken_promises
from douane.detect.identifiers import Identifiers
from douane.detect.identifiers.contact.phone_plan import LENGTHS
from douane.detect.identifiers.finance.iban import LENGTHS as IBAN_LENGTHS
from douane.detect.identifiers.finance.iban import is_valid as is_valid_iban
from douane.detect.identifiers.systems.record_id import canonical, checksum, is_record_id
from douane.model.token import BODY_ALPHABET, BODY_LENGTH, Kind
from tests.fuzz.identifiers import target

IDENTIFIERS = Identifiers()

FOUND = {
    "an e-mail address": (
        "Write to anna.ehlers+x@mail.firma.de.",
        "email",
        "anna.ehlers+x@mail.firma.de",
    ),
    "an international e-mail address": ("an jürgen@müller.de!", "email", "jürgen@müller.de"),
    "an e-mail address with an apostrophe": ("(o'brien@bank.ie)", "email", "o'brien@bank.ie"),
    "an e-mail address behind a sign": ("mail='a.b@c.eu'", "email", "a.b@c.eu"),
    "an e-mail address in angle brackets": ("Ann <a-b@c-d.museum>", "email", "a-b@c-d.museum"),
    "a punycode address": ("x@y.xn--p1ai", "email", "x@y.xn--p1ai"),
    "an IBAN": ("an DE89370400440532013000.", "iban", "DE89370400440532013000"),
    "an IBAN in groups": (
        "an DE89 3704 0044 0532 0130 00 heute",
        "iban",
        "DE89 3704 0044 0532 0130 00",
    ),
    "an IBAN in groups by hyphens": (
        "GB82-WEST-1234-5698-7654-32",
        "iban",
        "GB82-WEST-1234-5698-7654-32",
    ),
    "an IBAN with hard spaces": ("NL91\u00a0ABNA\u00a00417\u00a01643\u00a000", "iban",
                                 "NL91\u00a0ABNA\u00a00417\u00a01643\u00a000"),
    "an IBAN in lower case": ("fr1420041010050500013m02606", "iban", "fr1420041010050500013m02606"),
    "an IBAN before a word": (
        "DE89 3704 0044 0532 0130 00 an uns",
        "iban",
        "DE89 3704 0044 0532 0130 00",
    ),
    "a Visa card": ("card 4111 1111 1111 1111,", "card", "4111 1111 1111 1111"),
    "a card before its expiry": ("4111 1111 1111 1111 12/27", "card", "4111 1111 1111 1111"),
    "a card before a date": ("4111111111111111 2024-01-02", "card", "4111111111111111"),
    "a card before an amount": ("4111111111111111 1000007.50", "card", "4111111111111111"),
    "an American Express card": ("3782-822463-10005", "card", "3782-822463-10005"),
    "a Mastercard of the newer range": ("2223003122003222", "card", "2223003122003222"),
    "a record id": ("see 001D000000IqhSLIAZ.", "record_id.account", "001D000000IqhSLIAZ"),
    "a phone number with a plus": ("ring +49 (0)30 123-4567 now", "phone", "+49 (0)30 123-4567"),
    "a compact phone number": ("+4915112345678", "phone", "+4915112345678"),
    "an American phone number": ("+1 (212) 555-0100", "phone", "+1 (212) 555-0100"),
    "an Italian phone number keeps its zero": ("+39 06 6982 1234", "phone", "+39 06 6982 1234"),
    "a phone number with a zero too many": ("+49 030 1234567", "phone", "+49 030 1234567"),
    "a phone number with two zeros": ("unter 0033 1 23 45 67 89", "phone", "0033 1 23 45 67 89"),
    "a national number behind a word": ("Tel.: 030/1234567", "phone", "030/1234567"),
    "a national number in brackets": ("mobile (0170) 1234567", "phone", "(0170) 1234567"),
    "a national number behind an accented word": (
        "Tél : 01 23 45 67 89",
        "phone",
        "01 23 45 67 89",
    ),
    "a national number a few words on": (
        "call me tonight at 0171 2345678",
        "phone",
        "0171 2345678",
    ),
    "text that looks like a token": ("PERSON_k7qm2xp0rd's", "token", "PERSON_k7qm2xp0rd"),
    "a lookalike inside a word": ("xIBAN_0123456789z", "token", "IBAN_0123456789"),
}  # fmt: skip

NOT_FOUND = {
    "an image name": "logo@2x.png",
    "a handle": "@anna and a @ b",
    "a two-letter ending that is no country": "a@b.js",
    "a domain without a dot": "root@localhost",
    "an IBAN with a wrong digit": "DE89370400440532013001",
    "an IBAN of another length": "DE8937040044053201300",
    "an IBAN inside a longer word": "xDE89370400440532013000",
    "an IBAN with a tail": "DE89370400440532013000x",
    "a card with a wrong digit": "4111 1111 1111 1112",
    "a card number of no issuer": "2000000000000006",
    "a card number inside a longer number": "41111111111111110",
    "a decimal fraction": "0.4111111111111111",
    "a word of eighteen letters": "Donaudampfschiffen",
    "such a word whose end is a checksum": "Donaudampfschifbaa",
    "an id with a wrong checksum": "001D000000IqhSLIAA",
    "an id in a longer word": "001D000000IqhSLIAZx",
    "nine digits": "123456789",
    "an ISO date behind a word": "call on 2024-11-05",
    "a date behind a word": "call on 05.11.2024",
    "a time behind a word": "call at 10:30",
    "a growth in thousands": "+15,000,000 and +4.5 % and +12 000 000",
    "an amount behind a word": "mobile revenue 1 250 000 EUR, phone: € 1250000",
    "a number with a plus that begins with zeros": "+49 00 1234567",
    "an amount with a plus": "+350 12 500 000 EUR",
    "an invoice number": "invoice no. 0049301234567",
    "a version": "v1.2.3.4 and version 10.200.30.40, chapter 1.2.3.4",
    "a date and time": "2024-11-05 10:30:00",
    "an ISIN with a wrong digit": "DE0007164601",
    "a lookalike with a capital": "PERSON_k7qm2xp0rD",
    "a short lookalike": "PERSON_k7qm2xp0r",
}  # fmt: skip


@pytest.mark.parametrize(("text", "detector", "value"), FOUND.values(), ids=FOUND.keys())
def test_found(text: str, detector: str, value: str) -> None:
    found = IDENTIFIERS.scan(text)

    assert [(one.detector, one.value) for one in found] == [(detector, value)]
    assert text[found[0].start : found[0].end] == value


@pytest.mark.parametrize("text", NOT_FOUND.values(), ids=NOT_FOUND.keys())
def test_not_found(text: str) -> None:
    assert IDENTIFIERS.scan(text) == []


def test_it_keeps_what_every_detector_promises() -> None:
    texts = [text for text, _, _ in FOUND.values()]

    assert broken_promises(IDENTIFIERS, texts) == ()


def test_a_word_before_a_nul_says_nothing_about_what_is_behind() -> None:
    assert IDENTIFIERS.scan("Tel.: \x00030/1234567") == []
    assert IDENTIFIERS.scan("invoice \x000049 30 1234567") != []


def test_the_surer_reading_wins() -> None:
    found = IDENTIFIERS.scan("tel 4111 1111 1111 1111, mail IBAN_0123456789@firma.de")

    assert [one.detector for one in found] == ["card", "token"]


def test_findings_are_cheap_in_great_number() -> None:
    found = IDENTIFIERS.scan("a@b.de " * 5_000)

    assert len(found) == 5_000


def test_threads_do_not_disturb_each_other() -> None:
    texts = [f"{'x' * number} a{number}@b.de +49 30 12345{number % 10}" for number in range(300)]

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(IDENTIFIERS.scan, texts))

    assert results == [IDENTIFIERS.scan(text) for text in texts]


texts = st.lists(
    st.sampled_from(["+49 30 ", "DE89 ", "4111 1111 ", "a@", "b.de", "é", "\x00", "\ud800", "tel "])
    | st.text(max_size=4),
    max_size=20,
).map("".join)


@given(text=texts)
@settings(max_examples=200)
def test_any_text_can_be_scanned(text: str) -> None:
    reach = 0
    for one in IDENTIFIERS.scan(text):
        assert reach <= one.start < one.end <= len(text)
        assert one.value == text[one.start : one.end]
        reach = one.end


@given(data=st.binary(max_size=200))
def test_fuzz_target_holds(data: bytes) -> None:
    target(data)


CLASSES = {"n": "0123456789", "a": "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
CLASSES["c"] = CLASSES["n"] + CLASSES["a"]
FORMS = numdb.get("iban")


@pytest.mark.parametrize("country", sorted(IBAN_LENGTHS))
def test_the_forms_of_ibans_are_those_of_stdnum(country: str) -> None:
    form = FORMS.info(country)[0][1]["bban"]
    parts = [(int(size), CLASSES[kind]) for size, kind in re.findall(r"(\d+)!([nac])", form)]
    for turn in range(40):
        account = "".join(
            letters[(7 * turn + 3 * at) % len(letters)]
            for size, letters in parts
            for at in range(size)
        )
        wrong = account[: turn % len(account)] + "A" + account[turn % len(account) + 1 :]
        for written in (account, wrong, account + "1", account[1:]):
            number = country + iban.calc_check_digits(f"{country}00{written}") + written
            assert is_valid_iban(number) == iban.is_valid(number, check_country=False)
        assert is_valid_iban(country + iban.calc_check_digits(f"{country}00{account}") + account)


groupings = st.sampled_from(["", " ", "\u00a0", "-"])


@given(
    account=st.from_regex(r"[0-9]{18}", fullmatch=True), gap=groupings, before=st.text(max_size=9)
)
def test_every_iban_with_right_digits_is_found(account: str, gap: str, before: str) -> None:
    digits = iban.calc_check_digits(f"DE00{account}")
    number = f"DE{digits}{account}"
    written = gap.join(number[at : at + 4] for at in range(0, len(number), 4))

    found = IDENTIFIERS.scan(f"{before} {written} ")

    assert written in [one.value for one in found]


@given(account=st.from_regex(r"4[0-9]{14}", fullmatch=True), gap=groupings)
def test_every_card_with_a_right_digit_is_found(account: str, gap: str) -> None:
    number = account + luhn.calc_check_digit(account)
    written = gap.join(number[at : at + 4] for at in range(0, len(number), 4))

    assert [one.detector for one in IDENTIFIERS.scan(f"Karte {written}.")] == ["card"]


@given(
    kind=st.sampled_from(Kind),
    body=st.text(BODY_ALPHABET, min_size=BODY_LENGTH, max_size=BODY_LENGTH),
    around=st.text(max_size=5),
)
def test_every_lookalike_is_found(kind: Kind, body: str, around: str) -> None:
    found = IDENTIFIERS.scan(f"{around}{kind}_{body}{around}")

    assert (kind, f"{kind}_{body}", "token") in [
        (one.kind, one.value, one.detector) for one in found
    ]


REGIONS = ["AT", "BE", "CH", "CZ", "DE", "DK", "ES", "FI", "FR", "GB", "GR", "IE", "IT", "LU"]
REGIONS += ["NL", "NO", "PL", "PT", "SE", "US"]


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("kind", ["FIXED_LINE", "MOBILE"])
def test_example_numbers_are_found_as_they_are_usually_written(region: str, kind: str) -> None:
    number = phonenumbers.example_number_for_type(
        region, getattr(phonenumbers.PhoneNumberType, kind)
    )
    assert number is not None
    for style in ("E164", "INTERNATIONAL"):
        written = phonenumbers.format_number(number, getattr(phonenumbers.PhoneNumberFormat, style))
        assert [one.value for one in IDENTIFIERS.scan(f"at {written}, or")] == [written]
    national = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    assert [one.value for one in IDENTIFIERS.scan(f"Tel. {national}")] == [national]


def test_the_plan_of_lengths_is_that_of_libphonenumber() -> None:
    kinds = ["fixed_line", "mobile", "toll_free", "premium_rate", "shared_cost"]
    kinds += ["personal_number", "voip", "pager", "uan"]
    for code, regions in phonenumbers.COUNTRY_CODE_TO_REGION_CODE.items():
        lengths: set[int] = set()
        for region in regions:
            metadata = (
                phonenumbers.PhoneMetadata.metadata_for_nongeo_region(code)
                if region == "001"
                else phonenumbers.PhoneMetadata.metadata_for_region(region)
            )
            assert metadata is not None
            assert metadata.general_desc is not None
            for kind in kinds:
                description = getattr(metadata, kind)
                if description is not None:
                    lengths.update(
                        description.possible_length or metadata.general_desc.possible_length
                    )
        assert LENGTHS[str(code)] == tuple(sorted(lengths - {-1}))
    assert len(LENGTHS) == len(phonenumbers.COUNTRY_CODE_TO_REGION_CODE)


def test_no_calling_code_begins_another() -> None:
    assert not [
        (one, other)
        for one in LENGTHS
        for other in LENGTHS
        if one != other and other.startswith(one)
    ]


def test_record_ids_are_completed_as_salesforce_does() -> None:
    assert checksum("001D000000IqhSL") == "IAZ"
    assert canonical("001D000000IqhSL") == "001D000000IqhSLIAZ"
    assert canonical("001D000000IqhS") == ""
    assert is_record_id("001D000000IqhSLIAZ")
    assert not is_record_id("001d000000iqhsliaz")


def test_the_handler_that_hyperscan_keeps_no_reference_to_is_a_function_of_the_module() -> None:
    # A lambda in its place ends the process (hyperscan 0.9.1).
    for _ in range(200):
        assert IDENTIFIERS.scan("a@b.de")
