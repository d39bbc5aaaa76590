from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cms.channels.dates import BERLIN, format_moment, format_period
from cms.channels.wording import Wording

Data = Mapping[str, Any]


def session_period(session: Data, *, words: Wording) -> str:
    start = datetime.fromisoformat(session["start"])
    if not session["end"]:
        return format_moment(start, zone=BERLIN, locale=words.locale)
    return format_period(start, end=datetime.fromisoformat(session["end"]), zone=BERLIN, locale=words.locale)


def session_title(session: Data, *, words: Wording) -> str:
    """Return for example "Freitag, 4. Dezember 2026, 19:00–21:00 Uhr: Die Quellen (Leipzig)"."""
    place = f" ({session['place']})" if session["place"] else ""
    return f"{session_period(session, words=words)}: {session['title']}{place}"
