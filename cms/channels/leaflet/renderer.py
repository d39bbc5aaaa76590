import re
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

import segno

from cms.channels import richtext
from cms.channels.blocks import Block, render_blocks
from cms.channels.dates import format_period, format_short_day
from cms.channels.leaflet.sheet import Node, file_name, laid_out
from cms.channels.leaflet.signs import settable
from cms.channels.links import absolute
from cms.channels.wording import Wording, wording
from cms.transports.base import File, PulledMessage
from cms.typesetting.content import Brand
from cms.typesetting.contrast import WHITE, Color, ensure_contrast, mix, muted, parse_hex
from cms.typesetting.palette import MINIMUM, cover

LINE_END = re.compile(r"[ \t]*[\r\n][ \t\r\n]*")
LINKED_SCHEMES = {"http", "https", "mailto", "tel"}

# Fewer words than this read better in one wide column than in two short ones.
WORDS_FOR_COLUMNS = 220


def render(data: Mapping[str, Any], *, now: datetime, assets: Mapping[str, bytes]) -> PulledMessage:
    content = _content(data)
    with laid_out(content, assets=assets) as sheet:
        file = File(name="leaflet.pdf", media_type="application/pdf", content=sheet.pdf(now=now))
        counts = {"pages": sheet.pages, "words": _words([content["head"], content["body"]])}
    return PulledMessage(files=(file,), counts=counts)


def pages_as_png(
    data: Mapping[str, Any], *, now: datetime, assets: Mapping[str, bytes], ppi: int = 80
) -> tuple[bytes, ...]:
    """Return a picture of each page for the preview."""
    del now  # A picture carries no date.
    with laid_out(_content(data), assets=assets) as sheet:
        return sheet.png(ppi=ppi)


def _content(data: Mapping[str, Any]) -> Node:
    page, site = data["route"]["page"], data["site"]
    words = wording(page["locale"])
    head = _head(page, words=words)
    blocks = render_blocks(page["body"], renderers=BLOCKS, channel="leaflet")
    body = _outlined([node for nodes in (_key_points(page, words=words), *blocks) for node in nodes])
    content = {
        "language": page["locale"],
        "colors": _colors(site["brand"]),
        "columns": 2 if _words(body) >= WORDS_FOR_COLUMNS else 1,
        "organization": {"text": site["organizationName"]},
        "head": head,
        "body": body,
        "contact": _contact(page, site, words=words),
        "imprint": {"text": words.imprint},
        "image": {"text": words.image},
        "image_credit": {"text": words.image_credit},
    }
    finished: Node = _finished(content, base_url=page["url"])
    return finished


def _head(page: Mapping[str, Any], *, words: Wording) -> Node:
    is_event = page["__typename"] == "EventPage"
    return {
        "title": {"text": page["title"]},
        "summary": _text(page["summary"]),
        "kicker": _text(words.kinds[page["kind"]] if is_event else _kicker(page)),
        "status": _text(words.statuses[page["status"]] if is_event else ""),
        "facts": _facts(page, words=words) if is_event else [],
    }


def _kicker(page: Mapping[str, Any]) -> str:
    if page["__typename"] != "StatementPage":
        return ""
    day = format_short_day(date.fromisoformat(page["date"]), locale=page["locale"])
    return " · ".join([day, *(topic["name"] for topic in page["topics"])])


def _facts(page: Mapping[str, Any], *, words: Wording) -> list[Node]:
    start, end = datetime.fromisoformat(page["start"]), datetime.fromisoformat(page["end"])
    # Who reads the leaflet of an event that moved online shall not travel to its old place.
    place = "" if page["status"] == "MOVED_ONLINE" else "\n".join(filter(None, (page["venue"], page["address"])))
    facts = [
        (words.when, format_period(start, end, locale=page["locale"]), None),
        (words.where, place, None),
        (words.online, page["onlineUrl"], page["onlineUrl"]),
    ]
    return [{"label": {"text": label}, "text": text, "href": href} for label, text, href in facts if text]


def _key_points(page: Mapping[str, Any], *, words: Wording) -> list[Node]:
    points = page.get("keyPoints") or []
    return [_box(heading=words.key_points, points=points)] if points else []


def _contact(page: Mapping[str, Any], site: Mapping[str, Any], *, words: Wording) -> Node:
    codes = [
        (words.website, page["url"], page["url"]),
        ("Telegram", "https://t.me/{}", site["telegramHandle"]),
        ("Instagram", "https://www.instagram.com/{}/", site["instagramHandle"]),
    ]
    addresses = [site["url"], *([f"mailto:{site['email']}"] if site["email"] else [])]
    return {
        "heading": {"text": words.contact},
        "addresses": [{"href": address} for address in addresses],
        "codes": [_code(label, target.format(handle)) for label, target, handle in codes if handle],
    }


def _code(label: str, target: str) -> Node:
    svg = segno.make_qr(target, error="m").svg_inline(border=4, dark="black", light="white", omitsize=True)
    return {"label": {"text": label}, "href": target, "alt": f"QR: {label}, {target}", "svg": svg}


def _colors(brand: Mapping[str, str]) -> dict[str, str]:
    """Ink on white paper; the brand's colour under the title and for what stands out."""
    primary = parse_hex(brand["primaryColor"])
    ink = ensure_contrast(parse_hex(brand["inkColor"]), WHITE, minimum=MINIMUM)
    head = cover(Brand(primary=brand["primaryColor"], ink=brand["inkColor"], paper=brand["paperColor"], name=""))
    colors: dict[str, Color] = {
        "ink": ink,
        "quiet": muted(ink, WHITE, minimum=MINIMUM),
        "hairline": mix(ink, WHITE, share=0.75),
        "accent": ensure_contrast(primary, WHITE, minimum=MINIMUM),
        "tint": mix(primary, WHITE, share=0.93),
        "band": head.background,
        "written": head.text,
    }
    return {name: "#{:02x}{:02x}{:02x}".format(*color) for name, color in colors.items()}


def _text(text: str) -> Node | None:
    return {"text": text} if text else None


def _heading(block: Block) -> list[Node]:
    return [{"kind": "heading", "level": block["level"], "text": block["headingText"]}]


def _paragraphs(block: Block) -> list[Node]:
    return [_rich(node) for node in richtext.parse(block["html"])]


def _rich(node: richtext.Node) -> Node:
    if isinstance(node, richtext.Paragraph):
        return {"kind": "paragraph", "runs": [asdict(run) | {"text": _spaced(run.text)} for run in node.runs]}
    items = [[_rich(child) for child in item.nodes] for item in node.items]
    return {"kind": "list", "ordered": node.ordered, "items": items}


def _spaced(text: str) -> str:
    """Read line ends of the HTML as spaces; a run that is nothing else is a line break."""
    return text if text == "\n" else LINE_END.sub(" ", text)


def _quote(block: Block) -> list[Node]:
    return [{"kind": "quote", "text": block["quotation"], "source": _text(block["source"])}]


def _points(block: Block) -> list[Node]:
    return [_box(heading=block["pointsHeading"], points=block["points"])]


def _box(*, heading: str, points: list[str]) -> Node:
    return {"kind": "points", "heading": _text(heading), "points": [{"text": point} for point in points]}


def _image(block: Block) -> list[Node]:
    """Embed the image. One that readers may not see leaves its caption; one still being made, its description."""
    image = block["image"] or {"alt": "", "asset": None, "isDecorative": True, "credit": "", "license": ""}
    alt, asset = "" if image["isDecorative"] else image["alt"], image["asset"]
    node = {
        "kind": "image",
        "file": asset and file_name(asset["url"]),
        "alt": alt or None,
        "description": None if asset else _text(alt),
        "caption": _text(block["caption"]),
        "credit": _text(", ".join(filter(None, (image["credit"], image["license"])))),
    }
    return [node | {"width": asset["width"], "height": asset["height"]} if asset else node]


def _call(block: Block) -> list[Node]:
    return [{"kind": "call", "text": block["actionText"], "href": block["href"]}]


BLOCKS: dict[str, Callable[[Block], list[Node]]] = {
    "HeadingBlock": _heading,
    "ParagraphBlock": _paragraphs,
    "QuoteBlock": _quote,
    "KeyPointsBlock": _points,
    "ImageBlock": _image,
    "CallToActionBlock": _call,
}


def _outlined(nodes: list[Node]) -> list[Node]:
    """Number the levels of headings so that none is skipped below the title, as PDF/UA demands."""
    above: list[int] = []
    outlined = []
    for node in nodes:
        if node["kind"] == "heading":
            above = [*(level for level in above if level < node["level"]), node["level"]]
            outlined.append(node | {"level": len(above) + 1})
        else:
            outlined.append(node)
    return outlined


def _finished(value: Any, *, base_url: str) -> Any:
    """Make every text settable and every address absolute, wherever they stand."""
    if isinstance(value, list):
        return [_finished(item, base_url=base_url) for item in value]
    if not isinstance(value, dict):
        return value
    done = {name: _finished(item, base_url=base_url) for name, item in value.items()}
    if "text" in done:
        done["text"] = settable(done["text"])
    if done.get("href"):
        done["href"] = _target(done["href"], base_url=base_url)
    return done


def _target(href: str, *, base_url: str) -> str | None:
    """Return where a link leads; None, so that its text stands alone, for scripts and what is no address."""
    try:
        target = absolute(href, base_url=base_url)
        scheme = urlsplit(target).scheme
    except ValueError:
        return None
    return target if scheme in LINKED_SCHEMES else None


def _words(value: Any) -> int:
    if isinstance(value, list):
        return sum(_words(item) for item in value)
    if not isinstance(value, dict):
        return 0
    if "runs" in value:
        return len("".join(run["text"] for run in value["runs"]).split())
    return len(value.get("text", "").split()) + sum(_words(item) for item in value.values())
