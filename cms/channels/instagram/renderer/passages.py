from collections.abc import Iterator, Sequence
from itertools import chain, groupby

from cms.channels.instagram.renderer.body import Passage
from cms.typesetting.content import Brand, Content, QuoteSlide
from cms.typesetting.flow import Block as Text
from cms.typesetting.pagination import paginate
from cms.typesetting.shapes import Shape
from cms.typesetting.slides import is_drawable


def slides_of(
    passages: Sequence[Passage], *, room: int, brand: Brand, language: str, shape: Shape
) -> tuple[tuple[Content, ...], bool]:
    """Spread a text over so many slides, each quotation on one of its own if all of it fits; say whether it is cut."""
    chosen = set(map(id, _worth_a_slide(passages, brand=brand, language=language, shape=shape)))
    slides: list[Content] = []
    heading = ""
    for is_quote, group in groupby(passages, key=lambda passage: id(passage) in chosen):
        members = list(group)
        if is_quote:
            slides += [passage.quote for passage in members if passage.quote]
            continue
        texts = _texts(members)
        pages = paginate(
            texts,
            maximum=room,
            heading=heading,
            is_continued=bool(heading),
            language=language,
            shape=shape,
        )
        slides += pages.slides
        heading = next((text.text for text in reversed(texts) if text.heading), heading)
        if pages.remainder:
            break
    else:
        if len(slides) <= room:
            return tuple(slides), False
    pages = paginate(_texts(passages), maximum=room, language=language, shape=shape)
    return pages.slides, bool(pages.remainder)


def quotes_in(passages: Sequence[Passage], *, brand: Brand, language: str, shape: Shape) -> tuple[QuoteSlide, ...]:
    """Return the quotations that a slide holds."""
    quotes = (passage.quote for passage in passages if passage.quote)
    return tuple(quote for quote in quotes if is_drawable(quote, brand=brand, language=language, shape=shape))


def _worth_a_slide(passages: Sequence[Passage], *, brand: Brand, language: str, shape: Shape) -> Iterator[Passage]:
    """Leave out what is too long for a slide, and what stands below a heading, which would be left alone."""
    told: list[Text] = []
    for passage in passages:
        is_alone = not told or not told[-1].heading
        if passage.quote and is_alone and quotes_in([passage], brand=brand, language=language, shape=shape):
            yield passage
        told += passage.texts


def _texts(passages: Sequence[Passage]) -> list[Text]:
    return list(chain.from_iterable(passage.texts for passage in passages))
