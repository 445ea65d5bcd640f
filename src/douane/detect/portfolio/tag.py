"""What a word of the vocabulary tells; one word can tell several things."""

from enum import IntFlag
from typing import Final


class Tag(IntFlag):
    """One bit a meaning."""

    ISSUER = 1  # a company whose securities are listed; counts when written with a capital
    INSTRUMENT = 2  # says what kind of security it is: a fund, a bond
    FORM = 4  # a company's legal form; counts behind a capitalised word
    UNIT = 8  # what a quantity is counted in
    CLIENT = 16  # whose it is
    ACCOUNT = 32  # where it is held
    HOLDS = 64  # a verb of holding
    PUBLIC = 128  # words of fund fact sheets, indices, quotations, market reports
    TRADE = 256  # words of invoices, shops, orders of goods
    SECURITY_HEAD = 512  # heads of columns
    ID_HEAD = 1024
    QUANTITY_HEAD = 2048
    PRICE_HEAD = 4096
    VALUE_HEAD = 8192
    WEIGHT_HEAD = 16384
    SPECIFIC = 32768  # a head of a column that goods do not have
    MARKET_HEAD = 65536  # a head of a column of quotations
    TOTAL = 131072
    ISIN = 262144  # the first three characters of one


HEADS: Final = (
    Tag.SECURITY_HEAD
    | Tag.ID_HEAD
    | Tag.QUANTITY_HEAD
    | Tag.PRICE_HEAD
    | Tag.VALUE_HEAD
    | Tag.WEIGHT_HEAD
)
"""Every head that a table of positions can have."""
