from collections.abc import Sequence
from typing import Any

from cms.transports.posting import Format, Payload, ReasonClass, Refusal

# Bot API 10.3. After the markup is read, in UTF-16 units: the strictest of all readings of "characters".
MAXIMUM_TEXT = 4096
MAXIMUM_CAPTION = 1024
ALBUM_SIZES = range(2, 11)
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"


def problem_with(payload: Payload) -> Refusal | None:
    """Return why Telegram would refuse the payload, before anybody is asked."""
    maximum = MAXIMUM_TEXT if payload.format == Format.TEXT else MAXIMUM_CAPTION
    units = len(payload.text.encode("utf-16-le", "surrogatepass")) // 2
    shown = payload.text.translate(dict.fromkeys(map(ord, INVISIBLE))).strip()
    if payload.format == Format.STORY:
        return _refusal("format", "Telegram's bots post no stories. Choose another format.")
    if payload.format == Format.TEXT and not shown:
        return _refusal("empty", "The message shows nothing. Give it a text.")
    if units > maximum:
        return _refusal("too_long", f"The text has {units} characters, {units - maximum} too many for Telegram.")
    if payload.format == Format.PICTURE and len(payload.pictures) != 1:
        return _refusal("pictures", f"This format takes one picture, not {len(payload.pictures)}.")
    if payload.format == Format.PICTURES and len(payload.pictures) not in ALBUM_SIZES:
        return _refusal("pictures", f"An album takes 2 to 10 pictures, not {len(payload.pictures)}.")
    return None


def text_parameters(payload: Payload) -> dict[str, Any]:
    """Return text and preview; an edit without the preview would reset it."""
    preview: dict[str, Any] = {"is_disabled": True}
    if payload.link:
        preview = {"url": payload.link, "prefer_large_media": True, "show_above_text": True}
    return {"text": payload.html or payload.text, **_mode(payload), "link_preview_options": preview}


def caption_parameters(payload: Payload) -> dict[str, Any]:
    return {"caption": payload.html or payload.text, **_mode(payload)} if payload.text else {}


def album(payload: Payload, names: Sequence[str]) -> list[dict[str, Any]]:
    """Return the pictures; the caption of the first is shown for all."""
    items: list[dict[str, Any]] = [{"type": "photo", "media": name} for name in names]
    items[0] |= caption_parameters(payload)
    return items


def _mode(payload: Payload) -> dict[str, Any]:
    return {"parse_mode": "HTML"} if payload.html else {}


def _refusal(code: str, reason: str) -> Refusal:
    return Refusal(reason_class=ReasonClass.CONTENT, code=f"telegram.{code}", reason=reason)
