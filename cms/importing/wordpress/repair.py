import re
from dataclasses import dataclass, field

from cms.importing.wordpress.gutenberg import DELIMITER, settings_of
from cms.importing.wordpress.paragraphs import BLOCKS
from cms.importing.wordpress.tags import TAG, cleaned, is_element, name_of
from cms.importing.wordpress.tree import BOGUS, COMMENT

# A quotation mark that opens the value of an attribute and has no end would swallow the text up to the next one.
OPENING = r"""(</?[a-zA-Z][^<>"']*+(?>"[^"]*+"(?=[\s/>])[^<>"']*+|'[^']*+'(?=[\s/>])[^<>"']*+)*+)"""
BROKEN_QUOTE = re.compile(OPENING + """["'](?P<value>[^<>"']*+)(?P<end>["'>]?)""")
# So would a tag that never ends.
OPEN_END = re.compile(OPENING + "(?=<)")
MARKUP = re.compile(rf"{TAG}|{DELIMITER.pattern}|<", re.DOTALL)
# Without an end these would hold all that follows as their text.
HUNGRY = re.compile(
    r"<(iframe|script|style|textarea|title|xmp|noembed|noframes)(?=[\s/>])(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+>",
    re.IGNORECASE,
)
REPEATS = 20


@dataclass(kw_only=True)
class Repaired:
    """HTML that all read alike, with what stood in it and would be lost: comments, titles, words inside broken tags."""

    html: str = ""
    comments: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)

    @property
    def texts(self) -> list[str]:
        return [*self.comments, *self.broken, *self.titles]


def repaired(content: str) -> Repaired:
    """Part HTML from the comments in it, but for those of the block editor, and end what would swallow the rest."""
    found = Repaired()
    html = _without_comments(content, found=found)

    def close(match: re.Match[str]) -> str:
        found.broken.append(match["value"])
        # The next mark may end the value after all, with letters behind it that are no attribute.
        after = " " if match["end"] in {'"', "'"} else ">"
        return f'{match[1]}""{after}'

    for _ in range(REPEATS):
        html, quotes = BROKEN_QUOTE.subn(close, html)
        html, ends = OPEN_END.subn(r"\1>", html)
        if not quotes + ends:
            break
    found.html = _unambiguous(html, found=found)
    return found


def _without_comments(content: str, *, found: Repaired) -> str:
    def keep(match: re.Match[str]) -> str:
        if (delimiter := DELIMITER.fullmatch(match[0])) and settings_of(delimiter) is not None:
            return match[0]
        found.comments.extend(text for text in match.groups() if text and text.strip())
        # What stood on both sides must not become a tag.
        return " " if match.string[match.start() - 1 : match.start()] in {"<", "/"} else ""

    return BOGUS.sub(keep, COMMENT.sub(keep, content))


def _unambiguous(html: str, *, found: Repaired) -> str:
    """Write as text what is no tag, and end the elements that would hold all that follows as their text."""
    parts = []
    position = 0
    for match in HUNGRY.finditer(html):
        if match.start() < position:
            continue
        parts.append(_with_whole_tags(html[position : match.start()], found=found))
        end = re.compile(rf"</{match[1]}\s*>", re.IGNORECASE).search(html, match.end())
        position = end.end() if end else match.end()
        parts.append(html[match.start() : position] + ("" if end else f"</{match[1]}>"))
    return "".join([*parts, _with_whole_tags(html[position:], found=found)])


def _with_whole_tags(html: str, *, found: Repaired) -> str:
    def write(match: re.Match[str]) -> str:
        if match[0].startswith("<!--"):
            return match[0]
        if not is_element(match[0]):
            return f"&lt;{match[0][1:]}"
        tag = cleaned(match[0], swallowed=found.broken, titles=found.titles)
        # The words on both sides of a block stay apart, though its tag may be dropped.
        return f" {tag}" if name_of(tag) in BLOCKS else tag

    return MARKUP.sub(write, html)
