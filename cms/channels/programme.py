from collections.abc import Mapping
from datetime import date, time
from html import escape
from typing import Any

from cms.channels.blocks import Block
from cms.channels.dates import format_clock, format_day
from cms.channels.wording import Wording

Data = Mapping[str, Any]


def programme_days(event: Data, *, words: Wording) -> list[dict[str, Any]]:
    """Return the points of the programme under their days, in the editor's order; points without a day stand alone."""
    days: list[dict[str, Any]] = []
    for point in event.get("programme", []):
        name = format_day(date.fromisoformat(point["date"]), locale=words.locale) if point["date"] else ""
        if not days or days[-1]["day"] != name:
            days.append({"day": name, "points": []})
        clock = format_clock(time.fromisoformat(point["time"]), locale=words.locale) if point["time"] else ""
        days[-1]["points"].append({**point, "clock": clock})
    return days


def programme_blocks(event: Data, words: Wording) -> list[Block]:
    """Return the programme as blocks, for channels that say it as they say any text."""
    days = programme_days(event, words=words)
    html = "".join(_day(day) for day in days)
    heading = {"__typename": "HeadingBlock", "id": "programme-heading", "headingText": words.programme, "level": 2}
    text = {"__typename": "ParagraphBlock", "id": "programme", "html": html}
    return [heading | {"anchor": "programme"}, text] if days else []


def programme_lines(event: Data, *, words: Wording) -> list[str]:
    """Return each day of the programme as plain text, a point a line."""
    return [
        "\n".join(filter(None, [day["day"], *map(_line, day["points"])])) for day in programme_days(event, words=words)
    ]


def _line(point: Data) -> str:
    opening = f"{point['clock']}: {point['title']}" if point["clock"] else point["title"]
    return " – ".join([opening, *(point[name] for name in ("speakers", "text") if point[name])])


def _day(day: Data) -> str:
    heading = f"<p><b>{escape(day['day'])}</b></p>" if day["day"] else ""
    return f"{heading}<ul>{''.join(_point(point) for point in day['points'])}</ul>"


def _point(point: Data) -> str:
    title = f"<b>{escape(point['title'])}</b>"
    opening = f"{escape(point['clock'])}: {title}" if point["clock"] else title
    return f"<li>{' – '.join([opening, *(escape(point[name]) for name in ('speakers', 'text') if point[name])])}</li>"
