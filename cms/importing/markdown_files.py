import datetime
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from wagtail.models import Page

from cms.api.paths import Paths
from cms.importing import front_matter, pages
from cms.importing.conversion import Conversion, heading_block
from cms.importing.links import FolderLinks
from cms.importing.markdown import convert
from cms.importing.media import ImageFolder
from cms.importing.problems import problems_with
from cms.importing.reading import read_text
from cms.importing.stored import texts_of_body
from cms.importing.syntax import parser
from cms.importing.words import count_words, text_of_html
from cms.pages.models import ContentPage
from publications.models import StatementPage


class MarkdownFileError(Exception):
    """The file says too little or says it in the wrong place."""


@dataclass(frozen=True, kw_only=True)
class Request:
    path: Path
    kind: str
    locale: str
    slug: str | None
    date: datetime.date | None
    publish: bool


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What is known of a file that is one of many: the page above, the pages of the others, its own page."""

    parent: Page | None = None
    pages: dict[Path, int] = field(default_factory=dict)
    page: Page | None = None


@dataclass(frozen=True, kw_only=True)
class Report:
    """What arrived, counted on the text that came in and on the page that was stored."""

    page_id: int
    page_path: str
    changed: bool
    created: bool
    published: bool
    sections: int
    words_in: int
    words_stored: int
    links: int
    dead_links: tuple[str, ...]
    missing_images: tuple[str, ...]
    notes: tuple[str, ...]


def import_markdown_file(request: Request, *, surroundings: Surroundings | None = None) -> Report:
    """Make or update the page of a Markdown file. Raises and changes nothing when the input will not do."""
    images = ImageFolder(request.path.parent)
    try:
        with transaction.atomic():
            return _import(request, images=images, surroundings=surroundings or Surroundings())
    except BaseException:
        images.remove_files()
        raise


def _import(request: Request, *, images: ImageFolder, surroundings: Surroundings) -> Report:
    values, markdown = front_matter.split(read_text(request.path))
    matter = front_matter.FrontMatter.of(values)
    site = pages.default_site()
    conversion = convert(
        markdown,
        resolve_link=FolderLinks(site, folder=request.path.parent, pages=surroundings.pages).resolve,
        resolve_image=lambda source, alt: image.pk if (image := images.find(source, alt=alt)) else None,
    )
    title = _title(matter, conversion)
    locale = pages.locale_of(request.locale)
    if surroundings.page is None:
        placed = pages.place(
            kind=request.kind, locale=locale, title=title, slug=request.slug, parent=surroundings.parent
        )
    else:
        placed = pages.Placed(page=surroundings.page.get_latest_revision_as_object(), created=False)
    before = _facts(placed.page)
    _fill(placed.page, title=title, matter=matter, conversion=conversion, request=request)
    _set_hero_image(placed.page, matter=matter, images=images, conversion=conversion)
    page = placed.page
    is_shown = page.live and not page.has_unpublished_changes
    changed = placed.created or before != _facts(page) or (request.publish and not is_shown)
    if changed:
        page = pages.save(placed, kind=request.kind, publish=request.publish, parent=surroundings.parent)
    return Report(
        page_id=page.pk,
        changed=changed,
        page_path=Paths.for_site(site).path_of(page.url_path) or page.url_path,
        created=placed.created,
        published=request.publish,
        sections=conversion.sections,
        words_in=_words_in(markdown, title=title, conversion=conversion),
        words_stored=_words_stored(page),
        links=conversion.links,
        dead_links=tuple(conversion.dead_links),
        missing_images=tuple(conversion.missing_images),
        notes=(*conversion.notes, *images.notes, *problems_with(page.body)),
    )


def _title(matter: front_matter.FrontMatter, conversion: Conversion) -> str:
    title = matter.title or conversion.title
    if not title:
        message = "The document has no title. Begin it with '# Title', or give 'title:' in the front matter."
        raise MarkdownFileError(message)
    if conversion.title and conversion.title != title:
        conversion.blocks.insert(0, heading_block(conversion.title, level=2))
    if not conversion.blocks:
        message = "The document has a title and no text."
        raise MarkdownFileError(message)
    return title


def _fill(
    page: ContentPage, *, title: str, matter: front_matter.FrontMatter, conversion: Conversion, request: Request
) -> None:
    body = page._meta.get_field("body")
    page.title = page.draft_title = title
    page.body = body.to_python([{"type": name, "value": value} for name, value in conversion.blocks])
    page.summary = matter.summary or page.summary
    date = request.date or matter.date
    if isinstance(page, StatementPage):
        page.date = date or page.date
        if matter.topics:
            page.topics = pages.topics_named(matter.topics, locale=page.locale)
        return
    given = [name for name, value in (("date", date), ("topics", matter.topics)) if value]
    if given:
        message = f"A standard page has no {' and no '.join(given)}. Leave it out, or import with --type statement."
        raise MarkdownFileError(message)


def _set_hero_image(
    page: ContentPage, *, matter: front_matter.FrontMatter, images: ImageFolder, conversion: Conversion
) -> None:
    if matter.hero_image is None:
        return
    image = images.find(matter.hero_image)
    if image is None:
        conversion.missing_images.append(matter.hero_image)
    else:
        page.hero_image = image


def _facts(page: ContentPage) -> list[Any]:
    """Return all that a file can change of a page, to see whether it did."""
    blocks = [(block["type"], block["value"]) for block in page.body.get_prep_value()]
    date = page.date if isinstance(page, StatementPage) else None
    topics = sorted(topic.pk for topic in page.topics.all()) if isinstance(page, StatementPage) else []
    return [page.title, page.summary, page.hero_image_id, blocks, date, topics]


def _words_in(markdown: str, *, title: str, conversion: Conversion) -> int:
    """Count the words as a Markdown reader shows them, with the alt texts of missing images and a title of its own."""
    shown = [text_of_html(parser().render(markdown)), *conversion.missing_alt_texts]
    return count_words(shown if conversion.title == title else [title, *shown])


def _words_stored(page: ContentPage) -> int:
    blocks = [(block["type"], block["value"]) for block in page.body.get_prep_value()]
    return count_words([page.title, *texts_of_body(blocks)])
