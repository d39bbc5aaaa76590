from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.blocks.stream_block import StreamValue
from wagtail.models import Page

from cms.images.models import CustomImage, CustomRendition
from cms.images.presets import ImagePreset
from publications.models import (
    Authorship,
    EventOccurrence,
    EventPage,
    Person,
    StatementIndexPage,
    StatementPage,
    Topic,
)
from tests.factories.site import Site, make_site

FIRST_DAY = date(2026, 11, 20)
# Half of the events are over, whenever this runs.
MIDDLE = datetime.now(UTC).replace(hour=18, minute=0, second=0, microsecond=0)
NAMESPACE = UUID("2f5fd2a5-9d2e-4b7e-8a45-6a4b4c0e9d11")
TERMS = ("Frieden", "Wohnen", "Arbeit", "Schule", "Streik")
EVENTS, IMAGES, AUTHORS, TOPICS = 300, 200, 20, 30
AUTHORS_EACH, TOPICS_EACH = 2, 3
# SQLite takes 32,766 values in one statement, and a page has dozens.
BATCH = 500


@transaction.atomic
def fill(*, statements: int) -> None:
    """Bring the database to so many statements of nine blocks; the first time also all that stands beside them."""
    if not StatementIndexPage.objects.exists():
        _begin()
    parent = StatementIndexPage.objects.get()
    images = list(CustomImage.objects.order_by("pk"))
    bodies = _bodies(images, target=parent.pk)
    people, topics = (list(model.objects.order_by("pk")) for model in (Person, Topic))
    for start in range(StatementPage.objects.count(), statements, BATCH):
        numbers = range(start, min(start + BATCH, statements))
        pages = [_statement(number, parent, images, bodies) for number in numbers]
        _insert(parent, pages, first=start)
        _relate(pages, people, topics)


def _begin() -> None:
    site = make_site()
    locale = site.german.locale
    Person.objects.bulk_create(
        Person(name=f"Autorin {each}", slug=f"autorin-{each}", locale=locale) for each in range(AUTHORS)
    )
    Topic.objects.bulk_create(
        Topic(name=f"Thema {each:02}", slug=f"thema-{each}", locale=locale) for each in range(TOPICS)
    )
    _events(site, _images())


def _statement(
    number: int, parent: Page, images: Sequence[CustomImage], bodies: Sequence[StreamValue]
) -> StatementPage:
    return StatementPage(
        title=f"{TERMS[number % len(TERMS)]} geht alle an, Nummer {number}",
        slug=f"nummer-{number}",
        locale_id=parent.locale_id,
        date=FIRST_DAY - timedelta(days=number % 3650),
        summary="Ein Satz, der sagt, worum es geht, und noch einer, der sagt, was daraus folgt.",
        hero_image=images[number % len(images)],
        body=bodies[number % len(bodies)],
    )


def _bodies(images: Sequence[CustomImage], *, target: int) -> list[StreamValue]:
    """Return a body for each image, as it comes from the database: 100,000 of them are written without being read."""
    field = StatementPage._meta.get_field("body")
    made = (field.to_python(list(_body(number, images, target=target))) for number in range(len(images)))
    return [field.to_python(field.get_prep_value(body)) for body in made]


def _body(number: int, images: Sequence[CustomImage], *, target: int) -> Iterator[tuple[str, Any]]:
    """Yield nine blocks: four paragraphs, two of them with a link, and five others."""
    text = "Ein Satz mit <b>Gewicht</b> und einem, der ihn erklärt, damit er hier so lang ist wie im Leben. " * 3
    linked = f'<p>{text}<a linktype="page" id="{target}">Mehr dazu</a></p>'
    yield "paragraph", {"text": linked}
    yield "heading", {"text": "Was wir sagen", "level": "2"}
    yield "paragraph", {"text": f"<p>{text}</p>"}
    yield "quote", {"text": "Gesagt ist gesagt.", "source": "Eine Rede"}
    yield "image", {"image": images[(number + 7) % len(images)], "caption": "Ein Bild"}
    yield "paragraph", {"text": linked}
    yield "key_points", {"heading": "Kurz", "points": ["Erstens", "Zweitens", "Drittens"]}
    yield "paragraph", {"text": f"<p>{text}</p>"}
    yield "call_to_action", {"text": "Mitmachen", "page": None, "address": "https://example.org/"}


def _events(site: Site, images: Sequence[CustomImage]) -> None:
    events = [
        EventPage(
            title=f"Treffen {number}",
            slug=f"treffen-{number}",
            locale=site.german.locale,
            start=MIDDLE + timedelta(days=number - EVENTS // 2),
            end=MIDDLE + timedelta(days=number - EVENTS // 2, hours=2),
            venue="Haus der Beispiele",
            hero_image=images[number % len(images)],
        )
        for number in range(EVENTS)
    ]
    _insert(site.events, events, first=0)
    EventOccurrence.objects.bulk_create(
        EventOccurrence(event=event, start=event.start, end=event.end, status=event.status) for event in events
    )


def _images() -> list[CustomImage]:
    images = CustomImage.objects.bulk_create(
        CustomImage(
            title=f"Bild {number}",
            file=f"original_images/bild-{number}.jpg",
            width=2400,
            height=1600,
            alt_de=f"Was Bild {number} zeigt",
            alt_en=f"What image {number} shows",
        )
        for number in range(IMAGES)
    )
    CustomRendition.objects.bulk_create(
        CustomRendition(
            image=image,
            filter_spec=preset.value,
            focal_point_key="2e16d0ba" if preset.value.startswith("fill") else "",
            file=f"images/bild-{image.pk}.{preset.name.lower()}.jpg",
            width=800,
            height=450,
        )
        for image in images
        for preset in ImagePreset
    )
    return images


def _insert(parent: Page, pages: Sequence[Any], *, first: int) -> None:
    """Insert pages of one type below a page. Django's own bulk_create does not know inheritance over two tables."""
    model = type(pages[0])
    kind = ContentType.objects.get_for_model(model)
    published = datetime(2026, 11, 1, tzinfo=UTC)
    for number, page in enumerate(pages, start=first + 1):
        page.path, page.depth, page.numchild = (
            Page._get_path(parent.path, parent.depth + 1, number),  # noqa: SLF001  As treebeard names children.
            parent.depth + 1,
            0,
        )
        page.url_path, page.content_type, page.live = f"{parent.url_path}{page.slug}/", kind, True
        page.translation_key = uuid5(NAMESPACE, page.url_path)
        page.draft_title = page.title
        page.first_published_at = page.last_published_at = published
    names = [field.attname for field in Page._meta.concrete_fields if field.attname != "id"]
    rows = [Page(**{name: getattr(page, name) for name in names}) for page in pages]
    for page, row in zip(pages, Page.objects.bulk_create(rows), strict=True):
        page.pk = page.id = page.page_ptr_id = row.pk
    rows_of_type = model._base_manager.all()  # noqa: SLF001  What Django itself inserts with.
    rows_of_type._insert(pages, fields=model._meta.local_concrete_fields, using="default")  # noqa: SLF001  The same.
    Page.objects.filter(pk=parent.pk).update(numchild=first + len(pages))


def _relate(pages: Sequence[StatementPage], people: Sequence[Person], topics: Sequence[Topic]) -> None:
    Authorship.objects.bulk_create(
        Authorship(page_id=page.pk, person=people[(number + each) % len(people)], sort_order=each)
        for number, page in enumerate(pages)
        for each in range(AUTHORS_EACH)
    )
    through = StatementPage.topics.through
    through.objects.bulk_create(
        through(statementpage_id=page.pk, topic=topics[(number + each) % len(topics)])
        for number, page in enumerate(pages)
        for each in range(TOPICS_EACH)
    )
