import re
from collections import Counter
from collections.abc import Callable
from html import unescape

from django.utils.html import escape

# The text of these is not markup, or its line breaks count.
VERBATIM = re.compile(
    r"(<(?P<tag>pre|script|style|textarea|iframe|title|xmp|noembed|noframes)\b.*?(?:</(?P=tag)\s*>|\Z))",
    re.DOTALL | re.IGNORECASE,
)
TAG = re.compile(r"(?<!\[)\[(?P<end>/?)(?P<name>[a-z][a-z0-9_-]*)(?P<attributes>(?:\s[^\[\]<>]*)?)/?\](?!\])")
ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'\]]+))""")
KNOWN = frozenset({"caption", "wp_caption", "gallery", "embed", "audio", "video", "playlist", "contact-form"})
CAPTION = re.compile(
    r"\[(?:wp_)?caption(?P<attributes>\s[^\]]*)?\](?P<inner>(?:(?!\[(?:wp_)?caption\b).)*?)\[/(?:wp_)?caption\]",
    re.DOTALL,
)
CAPTION_TEXT = re.compile(r"""\bcaption\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')""")
PICTURE = re.compile(r"\s*(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?", re.IGNORECASE)
EMBED = re.compile(r"\[embed(?P<attributes>\s[^\]]*)?\](?P<url>[^\[<]*)\[/embed\]")
SOURCES = ("src", "mp3", "m4a", "ogg", "wav", "wma", "flac", "mp4", "m4v", "webm", "ogv", "wmv", "flv")


def as_markup(html: str, *, separator: str = "") -> str:
    """Turn shortcodes into elements: those that are known into what they show, all others into <wp-left>."""
    return outside_verbatim(html, lambda part: _as_markup(part, separator=separator))


def with_room(html: str) -> str:
    """Part shortcodes from the words beside them, so that they count as words of their own."""
    return outside_verbatim(html, lambda part: _substituted(part, lambda match: f" {match[0]} "))


def unclear(html: str) -> list[str]:
    """Return what stands in brackets and may be a shortcode or a word such as [sic]."""
    found = TAG.finditer(VERBATIM.sub("", html))
    closed = _closed(html)
    return [match[0] for match in found if not _is_shortcode(match, closed)]


def outside_verbatim(html: str, change: Callable[[str], str]) -> str:
    """Change a text except inside <pre>, <script>, <style> and <textarea>."""
    parts = []
    position = 0
    for match in VERBATIM.finditer(html):
        parts += [change(html[position : match.start()]), match[0]]
        position = match.end()
    return "".join([*parts, change(html[position:])])


def attributes_of(text: str) -> dict[str, str]:
    return {name: unescape(one or two or three) for name, one, two, three in ATTRIBUTE.findall(text)}


def _as_markup(html: str, *, separator: str) -> str:
    def apart(markup: str) -> str:
        return f"{separator}{markup}{separator}"

    html = CAPTION.sub(lambda match: apart(_figure(match)), html)
    html = EMBED.sub(
        lambda match: (
            apart(f"{_left(match[0].split(']')[0] + ']')}<wp-embed>{match['url'].strip()}</wp-embed>")
            + _left("[/embed]")
        ),
        html,
    )
    return _substituted(html, lambda match: _element(match, apart))


def _element(match: re.Match[str], apart: Callable[[str], str]) -> str:
    attributes = attributes_of(match["attributes"])
    left = _left(match[0])
    if match["end"]:
        return left
    if match["name"] == "gallery":
        return apart(f'{left}<wp-gallery data-ids="{escape(attributes.get("ids", ""))}"></wp-gallery>')
    if match["name"] == "playlist":
        return left + "".join(
            f'<wp-file data-id="{number}"></wp-file>' for number in numbers(attributes.get("ids", ""))
        )
    if match["name"] in {"audio", "video"}:
        urls = [attributes[name] for name in SOURCES if attributes.get(name)]
        return left + "".join(apart(f'<wp-file data-url="{escape(url)}"></wp-file>') for url in urls[:1])
    return left


def numbers(text: str) -> list[str]:
    return re.findall(r"\d+", text)


def _figure(match: re.Match[str]) -> str:
    opening = f"[caption{match['attributes'] or ''}]"
    inner = match["inner"]
    text = CAPTION_TEXT.search(opening)
    caption = ""
    if text:
        caption = text["double"] or text["single"] or ""
        opening = opening.replace(text[0], "")
    picture = PICTURE.match(inner)
    if picture:
        inner, caption = picture[0], f"{caption} {inner[picture.end() :]}"
    number = "".join(numbers(attributes_of(opening).get("id", ""))[:1])
    # The marks of the shortcode stand outside the caption, which is words.
    return (
        f'{_left(opening)}<figure class="wp-caption" data-id="{number}">{inner}'
        f"<figcaption>{caption.strip()}</figcaption></figure>{_left('[/caption]')}"
    )


def _left(raw: str) -> str:
    # The brackets are written as references, so that no later step takes them for a shortcode again.
    text = escape(unescape(raw)).replace("[", "&#91;").replace("]", "&#93;")
    return f"<wp-left>{text}</wp-left>"


def _substituted(html: str, change: Callable[[re.Match[str]], str]) -> str:
    closed = _closed(html)
    return TAG.sub(lambda match: change(match) if _is_shortcode(match, closed) else match[0], html)


def _closed(html: str) -> set[str]:
    counts = Counter((match["name"], bool(match["end"])) for match in TAG.finditer(html))
    return {name for name, is_end in counts if is_end and (name, False) in counts}


def _is_shortcode(match: re.Match[str], closed: set[str]) -> bool:
    """Words in brackets, such as [sic] or [die Partei], are no shortcodes."""
    name = match["name"]
    return name in KNOWN or name in closed or "_" in name or bool(ATTRIBUTE.search(match["attributes"]))
