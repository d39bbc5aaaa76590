from collections.abc import Mapping
from datetime import date, time
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cms.channels.blocks import Block, heading, paragraph
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


def programme_blocks(event: Data, *, words: Wording) -> list[Block]:
    """Return the programme as blocks, for channels that say it as they say any text."""
    days = [(_day(day),) for day in programme_days(event, words=words)]
    if not days:
        return []
    text = paragraph(format_html_join("", "{}", days), key="programme")
    return [heading(words.programme, key="programme-heading", anchor="programme"), text]


def programme_lines(event: Data, *, words: Wording) -> list[str]:
    """Return each day of the programme as plain text, a point a line."""
    return [
        "\n".join(filter(None, [day["day"], *map(_line, day["points"])])) for day in programme_days(event, words=words)
    ]


def _line(point: Data) -> str:
    opening = f"{point['clock']}: {point['title']}" if point["clock"] else point["title"]
    return " – ".join([opening, *(point[name] for name in ("speakers", "text") if point[name])])


def _day(day: Data) -> SafeString:
    opening = format_html("<p><b>{}</b></p>", day["day"]) if day["day"] else SafeString()
    points = format_html_join("", "<li>{}</li>", ((_point(point),) for point in day["points"]))
    return format_html("{}<ul>{}</ul>", opening, points)


def _point(point: Data) -> SafeString:
    title = format_html("<b>{}</b>", point["title"])
    opening = format_html("{}: {}", point["clock"], title) if point["clock"] else title
    parts = [opening, *(point[name] for name in ("speakers", "text") if point[name])]
    return format_html_join(" – ", "{}", ((part,) for part in parts))
