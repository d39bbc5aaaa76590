import re
from dataclasses import dataclass

from cms.importing.wordpress.gutenberg import DELIMITER
from cms.importing.wordpress.tree import COMMENT, finished

# What HTML drops without a word: processing instructions, declarations and end tags that are none.
BOGUS = re.compile(r"<(?:\?|!(?!--\s+/?wp:))(?P<text>[^>]*)(?:>|\Z)|</(?P<end>[^a-zA-Z>][^>]*)(?:>|\Z)|</>", re.DOTALL)
# A quotation mark that opens the value of an attribute and has no end would swallow the text up to the next one.
OPENING = r"""(</?[a-zA-Z][^<>"']*+(?>"[^"]*+"(?=[\s/>])[^<>"']*+|'[^']*+'(?=[\s/>])[^<>"']*+)*+)"""
BROKEN_QUOTE = re.compile(OPENING + """["'](?P<value>[^<>"']*+)(?P<end>["'>]?)""")
# So would a tag that never ends.
OPEN_END = re.compile(OPENING + "(?=<)")
# Without an end these would hold all that follows as their text.
HUNGRY = re.compile(r"<(iframe|script|style|textarea|title|xmp|noembed|noframes|plaintext)\b[^>]*>", re.IGNORECASE)
REPEATS = 20


@dataclass(frozen=True, kw_only=True)
class Repaired:
    html: str
    comments: tuple[str, ...]


def repaired(content: str) -> Repaired:
    """Part HTML from the comments in it, but for those of the block editor, and end what would swallow the rest."""
    comments: list[str] = []

    def keep(match: re.Match[str]) -> str:
        if DELIMITER.fullmatch(match[0]):
            return match[0]
        comments.extend(text for text in match.groups() if text and text.strip())
        # What stood on both sides must not become a tag.
        return " " if match.string[match.start() - 1 : match.start()] in {"<", "/"} else ""

    html = BOGUS.sub(keep, COMMENT.sub(keep, content))
    for _ in range(REPEATS):
        html, quotes = BROKEN_QUOTE.subn(_closed, html)
        html, ends = OPEN_END.subn(r"\1>", html)
        if not quotes + ends:
            break
    return Repaired(html=finished(_fed(html)), comments=tuple(comments))


def _closed(match: re.Match[str]) -> str:
    # The next mark may end the value after all, with letters behind it that are no attribute.
    after = " " if match["end"] in {'"', "'"} else ">"
    return f'{match[1]}"{match["value"]}"{after}'


def _fed(html: str) -> str:
    parts = []
    position = 0
    for match in HUNGRY.finditer(html):
        if match.start() < position:
            continue
        end = re.compile(rf"</{match[1]}\s*>", re.IGNORECASE).search(html, match.end())
        stop = end.end() if end else match.end()
        parts.append(html[position:stop] + ("" if end else f"</{match[1]}>"))
        position = stop
    return "".join([*parts, html[position:]])
