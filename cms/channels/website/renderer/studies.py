from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cms.channels.citations import citation
from cms.channels.sessions import session_period
from cms.channels.website.renderer.headlines import headline, unbroken
from cms.channels.website.renderer.images import hero
from cms.channels.website.renderer.printed import files
from cms.channels.website.renderer.prose import PROSE
from cms.channels.wording import Wording

Data = Mapping[str, Any]
Context = dict[str, Any]
View = tuple[str, Context]


def programme(page: Data, words: Wording, _now: datetime) -> View:
    modules = [
        {
            "module": item,
            "label": words.study.module.format(number=number),
            "headline": headline(item["title"], words=words),
        }
        for number, item in enumerate(page["modules"], start=1)
    ]
    return "website/programme.html", {"hero": hero(page["heroImage"], words), "modules": modules}


def module(page: Data, words: Wording, _now: datetime) -> View:
    return "website/module.html", {
        "hero": hero(page["heroImage"], words),
        "section": page["breadcrumbs"][-1] if page["breadcrumbs"] else None,
        "sessions": [_session(item, words) for item in page["sessions"]],
        "readings": [_reading(item, words) for item in page["readings"]],
        "files": files(page, words),
    }


def _session(item: Data, words: Wording) -> Context:
    return {
        "session": item,
        "headline": headline(item["title"], words=words),
        "period": unbroken(session_period(item, words=words)),
    }


def _reading(item: Data, words: Wording) -> Context:
    return {"citation": PROSE.link(item["url"], citation(item, words=words)), "note": item["note"]}
