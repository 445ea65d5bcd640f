"""What a word of the vocabulary tells, one bit a meaning; one word can tell several things.

Plain numbers, because an enumeration's flags cost a microsecond each time that two are joined.
"""

from typing import Final

ISSUER: Final = 1 << 0
"""A company whose securities are listed; counts when written with a capital."""
INSTRUMENT: Final = 1 << 1
"""Says what kind of security it is: a fund, a bond."""
ISIN: Final = 1 << 2
"""The first three characters of one."""
UNIT: Final = 1 << 3
"""What a quantity is counted in."""
CLIENT: Final = 1 << 4
"""Whose it is."""
ACCOUNT: Final = 1 << 5
"""Where it is held."""
HOLDS: Final = 1 << 6
"""A verb of holding."""
PUBLIC: Final = 1 << 7
"""Words of fund fact sheets, indices, quotations, market reports."""
TRADE: Final = 1 << 8
"""Words of invoices, shops, orders of goods."""
TOTAL: Final = 1 << 9
"""The line of the sum."""
SECURITY_HEAD: Final = 1 << 10
ID_HEAD: Final = 1 << 11
QUANTITY_HEAD: Final = 1 << 12
PRICE_HEAD: Final = 1 << 13
VALUE_HEAD: Final = 1 << 14
WEIGHT_HEAD: Final = 1 << 15
SPECIFIC: Final = 1 << 16
"""A head of a column that goods do not have."""
MARKET_HEAD: Final = 1 << 17
"""A head of a column of quotations."""

HEADS: Final = SECURITY_HEAD | ID_HEAD | QUANTITY_HEAD | PRICE_HEAD | VALUE_HEAD | WEIGHT_HEAD
"""Every head that a table of positions can have."""
