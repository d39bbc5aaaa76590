from dataclasses import dataclass, field

from cms.typesetting.flow import Block

BODY_SIZE, BODY_FLOOR = 42, 32


@dataclass(frozen=True, kw_only=True)
class Brand:
    """The organization's colors as #rrggbb, its name and its logo as a picture file's bytes."""

    primary: str
    ink: str
    paper: str
    name: str
    logo: bytes | None = None


@dataclass(frozen=True, kw_only=True)
class TitleSlide:
    title: str
    kicker: str = ""
    summary: str = ""
    position: int = 1
    total: int = 1


@dataclass(frozen=True, kw_only=True)
class PhotoSlide:
    """A title upon a picture, whose description belongs to the alt text."""

    title: str
    photo: bytes = field(repr=False)
    description: str = ""
    credit: str = ""
    kicker: str = ""
    summary: str = ""
    position: int = 1
    total: int = 1


@dataclass(frozen=True, kw_only=True)
class EventSlide:
    """What takes place, when and where. The moment is read aloud; its lines and the day as a numeral are seen."""

    title: str
    moment: str
    moment_lines: tuple[str, ...]
    numeral: str = ""
    place: tuple[str, ...] = ()
    kicker: str = ""
    summary: str = ""
    position: int = 1
    total: int = 1


@dataclass(frozen=True, kw_only=True)
class TextSlide:
    paragraphs: tuple[Block, ...]
    heading: str = ""
    continued: bool = False
    """Whether the heading was already read on the slide before, and is only repeated in small."""
    size: int = BODY_SIZE
    position: int = 1
    total: int = 1


@dataclass(frozen=True, kw_only=True)
class KeyPointsSlide:
    heading: str
    points: tuple[str, ...]
    first: int = 1
    """The number of the first point, where others were on the slide before."""
    position: int = 1
    total: int = 1


@dataclass(frozen=True, kw_only=True)
class QuoteSlide:
    quotation: str
    source: str = ""
    marks: tuple[str, str] = ("„", "“")
    position: int = 1
    total: int = 1


@dataclass(frozen=True, kw_only=True)
class ClosingSlide:
    call: str
    url: str = ""
    handles: tuple[str, ...] = ()
    note: str = ""
    position: int = 1
    total: int = 1


Cover = TitleSlide | PhotoSlide | EventSlide
Content = Cover | TextSlide | KeyPointsSlide | QuoteSlide | ClosingSlide


@dataclass(frozen=True, kw_only=True)
class Slide:
    """A finished slide; contrast is the lowest of any text on it, dropped what no font of ours can set."""

    jpeg: bytes
    alt_text: str
    contrast: float
    dropped: tuple[str, ...] = ()
