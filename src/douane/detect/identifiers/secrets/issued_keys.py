"""Keys and tokens that their issuer's prefix gives away.

Each line is what the issuer publishes about its format: a prefix, then so many characters.  The
scan looks for the shortest; the reader takes all that follows.

Sources: the issuers' documentation of their token formats; RFC 7519 (JWT).
"""

import re
from typing import Final, NamedTuple

from douane.detect.identifiers.secrets.placeholder import is_placeholder
from douane.detect.identifiers.trigger import Hit, Trigger
from douane.model.token import Kind

_FARTHEST = 96
_WRITTEN: Final = r"""
aws_key (?:AKIA|ASIA|ABIA|ACCA) [A-Z2-7] 16 16
github gh[pousr]_ [A-Za-z0-9] 36 255
github github_pat_ [A-Za-z0-9_] 40 255
gitlab gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|soat|ffct|oas)- [A-Za-z0-9_.\-] 20 64
slack xox[abeoprsc]- [A-Za-z0-9\-] 20 255
slack xapp- [A-Za-z0-9\-] 20 255
stripe [rs]k_(?:live|test|prod)_ [A-Za-z0-9] 16 255
stripe whsec_ [A-Za-z0-9+/=] 24 128
google AIza [A-Za-z0-9_\-] 35 35
google ya29\. [A-Za-z0-9_\-.] 20 2048
google GOCSPX- [A-Za-z0-9_\-] 24 64
openai sk-(?:proj|svcacct|admin)- [A-Za-z0-9_\-] 20 255
openai sk- [A-Za-z0-9] 32 128
anthropic sk-ant-[a-z0-9]{1,8}- [A-Za-z0-9_\-] 20 255
sendgrid SG\. [A-Za-z0-9_\-.] 40 128
npm npm_ [A-Za-z0-9] 36 64
pypi pypi-AgE [A-Za-z0-9_\-] 40 512
huggingface hf_ [A-Za-z0-9] 30 64
databricks dapi [0-9a-f] 32 40
digitalocean do[opr]_v1_ [0-9a-f] 64 64
shopify shp(?:at|ca|pa|ss)_ [0-9a-fA-F] 32 64
vault hv[sbr]\. [A-Za-z0-9_\-] 24 255
telegram [0-9]{8,10}:AA [A-Za-z0-9_\-] 33 33
grafana gl(?:sa|c)_ [A-Za-z0-9_=+/] 32 255
linear lin_(?:api|oauth)_ [A-Za-z0-9] 32 64
notion (?:ntn_|secret_) [A-Za-z0-9] 43 64
atlassian AT(?:ATT3|CTT3|BB) [A-Za-z0-9_\-=] 20 255
groq gsk_ [A-Za-z0-9] 40 64
xai xai- [A-Za-z0-9] 40 128
perplexity pplx- [A-Za-z0-9] 40 64
replicate r8_ [A-Za-z0-9] 37 40
doppler dp\.(?:pt|st|ct|sa)\. [A-Za-z0-9.] 40 64
planetscale pscale_(?:tkn|pw|oauth)_ [A-Za-z0-9_\-.] 32 64
mailgun key- [0-9a-f] 32 32
twilio SK [0-9a-f] 32 32
square sq0(?:atp|csp|idp)- [A-Za-z0-9_\-] 22 64
heroku HRKU- [A-Za-z0-9_\-] 36 80
newrelic NRAK- [A-Z0-9] 27 27
sentry sntr[yu]s_ [A-Za-z0-9_=+/\-] 40 255
age AGE-SECRET-KEY-1 [A-Z0-9] 58 58
azure [A-Za-z0-9_~.]{3}[0-9]Q~ [A-Za-z0-9_~.\-] 31 34
jwt eyJ[A-Za-z0-9_\-]{8,2000}\.eyJ [A-Za-z0-9_\-.=] 12 8000
salesforce 00D[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?! [A-Za-z0-9._] 24 512
salesforce 5Aep [A-Za-z0-9._] 60 255
salesforce 3MVG9 [A-Za-z0-9._] 60 128
"""
_WORD_BEFORE: Final = re.compile(r"[A-Za-z0-9_]")


class Form(NamedTuple):
    """What an issuer's keys look like.

    Attributes:
        name: Of the issuer.
        prefix: Expression of how they begin.
        letter: Expression of what each character behind it is.
        fewest: The least number of those.
        most: The greatest.
    """

    name: str
    prefix: str
    letter: str
    fewest: int
    most: int


def _form(line: str) -> Form:
    name, prefix, letter, fewest, most = line.split()
    return Form(name, prefix, letter, int(fewest), int(most))


FORMS: Final = tuple(map(_form, _WRITTEN.strip().splitlines()))


def _trigger(form: Form) -> Trigger:
    name, prefix, letter, fewest, most = form
    id_ = f"secret.{name}"
    whole = re.compile(f"{prefix}{letter}{{{fewest},{most}}}")
    farthest = 2100 if name == "jwt" else _FARTHEST

    def read(text: str, end: int) -> Hit | None:
        """Return the key whose first characters end here."""
        head = text.rfind("eyJ", max(0, end - 40), end) if name == "jwt" else -1
        for start in range(max(0, (head if head >= 0 else end) - farthest), end - 3):
            if start and _WORD_BEFORE.match(text[start - 1]):
                continue
            found = whole.match(text, start)
            if found is not None and found.end() >= end:
                stop = start + len(found[0].rstrip(".-"))
                if is_placeholder(text[start:stop]):
                    return None
                return Hit(start, stop, Kind.SECRET, 1.0, id_)
        return None

    expression = rb"\b" + f"{prefix}{letter}{{{fewest}}}".encode()
    return Trigger(id_, (expression,), read)


TRIGGERS: Final = tuple(map(_trigger, FORMS))
