from dataclasses import dataclass

from cms.typesetting.flow import Block

BODY_SIZE = 42


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


Content = TitleSlide | TextSlide | KeyPointsSlide | ClosingSlide


@dataclass(frozen=True, kw_only=True)
class Slide:
    """A finished slide; contrast is the lowest of any text on it, dropped what no font of ours can set."""

    jpeg: bytes
    alt_text: str
    contrast: float
    dropped: tuple[str, ...] = ()
