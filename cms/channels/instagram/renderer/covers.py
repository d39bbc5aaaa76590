from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext

from cms.channels.facts import credit, place, status, title_with_status, when
from cms.channels.instagram.renderer.moments import numeral_and_lines
from cms.channels.wording import Wording
from cms.typesetting.content import Brand, Cover, EventSlide, PhotoSlide, TitleSlide
from cms.typesetting.shapes import Shape
from cms.typesetting.slides import is_drawable

Data = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Opening:
    """The slide that opens a carousel, and what it had no room for."""

    slide: Cover
    notes: tuple[str, ...] = ()


def opening(page: Data, *, photo: bytes | None, words: Wording, brand: Brand, shape: Shape) -> Opening:
    """Take the design that the content asks for, with as much of title and summary as it holds."""
    attempts = list(_attempts(page, photo, words))
    for attempt in attempts:
        if is_drawable(attempt.slide, brand=brand, language=words.locale, shape=shape):
            return attempt
    last = attempts[-1]
    slide = _with_shorter_title(last.slide, brand=brand, language=words.locale, shape=shape)
    note = gettext("The title is too long for a slide and was shortened to '%(title)s'.")
    return Opening(slide=slide, notes=(*last.notes, note % {"title": slide.title}))


def _attempts(page: Data, photo: bytes | None, words: Wording) -> Iterator[Opening]:
    """List designs from the best to the one that holds most."""
    title = TitleSlide(title=page["title"], kicker=_kicker(page, words), summary=page["summary"])
    no_summary = gettext("The summary is too long for the title slide and stands in the caption alone.")
    if "start" in page:
        event = _event(page, words)
        yield Opening(slide=event)
        yield Opening(slide=replace(event, summary=""), notes=(no_summary,))
    elif photo:
        no_picture = gettext("Title and summary leave no room for the picture. Shorten them to show it on the slide.")
        yield Opening(slide=_photo(page, photo, words))
        yield Opening(slide=title, notes=(no_picture,))
    yield Opening(slide=title)
    yield Opening(slide=replace(title, summary=""), notes=(no_summary,) if title.summary else ())


def _event(page: Data, words: Wording) -> EventSlide:
    numeral, lines = numeral_and_lines(page, words=words)
    return EventSlide(
        title=title_with_status(page, words=words),
        kicker=words.kinds[page["kind"]],
        summary=page["summary"],
        moment=when(page, words=words),
        moment_lines=lines,
        numeral=numeral,
        place=tuple(place(page)) or ((words.online,) if page["onlineUrl"] else ()),
    )


def _photo(page: Data, photo: bytes, words: Wording) -> PhotoSlide:
    image = page["heroImage"]
    is_told = image["alt"] and not image["isDecorative"]
    return PhotoSlide(
        title=page["title"],
        photo=photo,
        description=f"{words.image}: {image['alt']}" if is_told else "",
        credit=credit(image, words=words),
        kicker=_kicker(page, words),
        summary=page["summary"],
    )


def _kicker(page: Data, words: Wording) -> str:
    moment = when(page, words=words)
    return f"{status(page, words=words) or words.kinds[page['kind']]}: {moment}" if "start" in page else moment


def _with_shorter_title(slide: Cover, *, brand: Brand, language: str, shape: Shape) -> Cover:
    """Leave out words from the end, and letters where a single word is too long."""
    words = slide.title.split()
    beginnings = [" ".join(words[:count]) for count in range(len(words) - 1, 0, -1)]
    letters = [words[0][:count] for count in range(len(words[0]) - 1, 0, -1)]
    shorter = (replace(slide, title=f"{beginning} …") for beginning in [*beginnings, *letters])
    return next(each for each in shorter if is_drawable(each, brand=brand, language=language, shape=shape))
