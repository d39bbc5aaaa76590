from collections.abc import Mapping
from datetime import datetime
from typing import Any

import segno

from cms.channels.facts import imprint, page_facts, status
from cms.channels.kickers import kicker
from cms.channels.leaflet.renderer.body import body, text_node
from cms.channels.leaflet.renderer.sheet import Node, laid_out
from cms.channels.leaflet.renderer.signs import settable, settable_address
from cms.channels.links import profiles, reachable
from cms.channels.plan import require_enabled
from cms.channels.wording import Wording, wording
from cms.transports.base import File, PulledMessage
from cms.typesetting.content import Brand
from cms.typesetting.contrast import READABLE, WHITE, Color, ensure_contrast, mix, muted, parse_hex, to_hex
from cms.typesetting.palette import cover

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
    require_enabled(page)
    words = wording(page["locale"])
    head = _head(page, words=words)
    said = body(page, words=words)
    content = {
        "language": page["locale"],
        "colors": _colors(site["brand"]),
        "columns": 2 if _words(said) >= WORDS_FOR_COLUMNS else 1,
        "organization": {"text": site["organisationName"]},
        "head": head,
        "body": said,
        "contact": _contact(page, site, words=words),
        "imprint": {"text": words.imprint},
        "image": {"text": words.image},
    }
    finished: Node = _finished(content, base_url=page["url"])
    return finished


def _head(page: Mapping[str, Any], *, words: Wording) -> Node:
    facts = page_facts(page, words=words)
    return {
        "title": {"text": page["title"]},
        "summary": text_node(page["summary"]),
        "kicker": text_node(" · ".join(kicker(page, words=words))),
        "status": text_node(status(page, words=words)),
        "facts": [{"label": {"text": fact.label}, "text": fact.text, "href": fact.href} for fact in facts],
    }


def _contact(page: Mapping[str, Any], site: Mapping[str, Any], *, words: Wording) -> Node:
    # The fewer characters a code holds, the larger its dots and the easier to read.
    codes = {words.website: page["shortUrl"], **profiles(site)}
    addresses = [site["url"], *([f"mailto:{site['email']}"] if site["email"] else [])]
    return {
        "heading": {"text": words.contact},
        "imprint": [{"text": line} for line in imprint(site, words=words)],
        "addresses": [{"href": address} for address in addresses],
        "codes": [_code(label, target) for label, target in codes.items()],
    }


def _code(label: str, target: str) -> Node:
    svg = segno.make_qr(target, error="m").svg_inline(border=4, dark="black", light="white", omitsize=True)
    return {"label": {"text": label}, "href": target, "alt": f"QR: {label}, {target}", "svg": svg}


def _colors(brand: Mapping[str, str]) -> dict[str, str]:
    """Ink on white paper; the brand's color under the title and for what stands out."""
    primary = parse_hex(brand["primaryColor"])
    ink = ensure_contrast(parse_hex(brand["inkColor"]), WHITE, minimum=READABLE)
    head = cover(Brand(primary=brand["primaryColor"], ink=brand["inkColor"], paper=brand["paperColor"], name=""))
    colors: dict[str, Color] = {
        "ink": ink,
        "quiet": muted(ink, WHITE, minimum=READABLE),
        "hairline": mix(ink, WHITE, share=0.75),
        "accent": ensure_contrast(primary, WHITE, minimum=READABLE),
        "tint": mix(primary, WHITE, share=0.93),
        "band": head.background,
        "written": head.text,
    }
    return {name: to_hex(color) for name, color in colors.items()}


def _finished(value: Any, *, base_url: str) -> Any:
    """Make every text settable and every address absolute, with what is shown of it, wherever they stand."""
    if isinstance(value, list):
        return [_finished(item, base_url=base_url) for item in value]
    if not isinstance(value, dict):
        return value
    done = {name: _finished(item, base_url=base_url) for name, item in value.items()}
    if "href" in done:
        done["href"] = reachable(done["href"], base_url=base_url)
        done["shown"] = settable_address(done["href"] or "")
    if "text" in done:
        is_address = bool(done.get("href")) and reachable(done["text"], base_url=base_url) == done["href"]
        done["text"] = settable_address(done["text"]) if is_address else settable(done["text"])
    return done


def _words(value: Any) -> int:
    if isinstance(value, list):
        return sum(_words(item) for item in value)
    if not isinstance(value, dict):
        return 0
    if "runs" in value:
        return len("".join(run["text"] for run in value["runs"]).split())
    return len(value.get("text", "").split()) + sum(_words(item) for item in value.values())
