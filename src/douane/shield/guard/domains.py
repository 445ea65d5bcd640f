"""What counts as the name of a host when it stands in a text without a scheme.

Any two letters may be a country's domain (ISO 3166-1 and its reserved codes), so all count.  Of
the others, those that common renderers turn into links by themselves (linkify-it's list) and
those that are registered most; a host under any other becomes a link only behind a scheme or
``www.``, and both are found without this list.
"""

from typing import Final

GENERIC: Final = (
    "academy", "aero", "agency", "ai", "app", "art", "asia", "bank", "bar", "best", "bet", "bid",
    "biz", "blog", "business", "buzz", "cam", "capital", "care", "cat", "center", "cfd", "chat",
    "city", "click", "cloud", "club", "co", "codes", "com", "company", "consulting", "cool",
    "coop", "country", "cyou", "date", "design", "dev", "digital", "directory", "domains",
    "download", "edu", "email", "energy", "events", "exchange", "expert", "express", "fail",
    "farm", "finance", "financial", "fit", "foundation", "fun", "fund", "fyi", "games", "gdn",
    "global", "gmbh", "goog", "gov", "group", "guru", "help", "host", "hosting", "icu", "info",
    "ink", "int", "international", "investments", "jobs", "kim", "land", "legal", "life", "link",
    "live", "loan", "lol", "love", "ltd", "management", "market", "marketing", "media", "men",
    "mil", "mobi", "mom", "money", "monster", "museum", "name", "net", "network", "news", "ninja",
    "nrw", "one", "ong", "online", "ooo", "org", "page", "partners", "party", "photo", "photos",
    "plus", "post", "press", "pro", "property", "pub", "quest", "racing", "realty", "ren", "rest",
    "review", "reviews", "rocks", "run", "sale", "sbs", "science", "sh", "shop", "site", "skin",
    "social", "solutions", "space", "store", "stream", "studio", "support", "swiss", "systems",
    "team", "tech", "technology", "tel", "tips", "today", "tokyo", "tools", "top", "trade",
    "travel", "vip", "wang", "watch", "web", "website", "wien", "wiki", "win", "work", "works",
    "world", "wtf", "xin", "xxx", "xyz", "zip", "zone", "рф", "москва", "онлайн", "сайт",
)  # fmt: skip

# IDNA reads these as full stops, too (UTS 46).
DOTS: Final = ".\u3002\uff0e\uff61"

# Renderers take nearly everything for a letter of a name, so all but blanks and punctuation is.
LETTER: Final = r"[^\s!\"#%&'()*,./:;<>?@\[\\\]{}|\u3002\uff0e\uff61]"
_LABEL: Final = rf"{LETTER}{{1,63}}"
_LAST: Final = "|".join(
    (r"xn--[a-z0-9\-]{2,59}", *sorted(GENERIC, key=len, reverse=True), "[a-z]{2}")
)
# What follows a full stop inside the name of a host: two labels more at most, because it is looked
# for behind each full stop.
REST_OF_HOST: Final = rf"(?:{_LABEL}[{DOTS}]){{0,2}}(?:{_LAST})(?![\w\-])"
LONGEST_REST: Final = 2 * 64 + 63
