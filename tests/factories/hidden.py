from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import BytesIO
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction
from wagtail.signal_handlers import disable_reference_index_auto_update

from cms.blocks.body import BodyBlock
from cms.images.models import CustomImage
from cms.pages.models import ContentPage, RelatedPage
from cms.pages.posts import Post, Timing
from home.models import ContactPage, LocalGroupPage, SiteSettings, StandardPage
from publications.models import (
    Attachment,
    ContributionPage,
    DebatePage,
    EventPage,
    NewsletterIssue,
    PublicationPage,
    StatementPage,
    StudyModulePage,
    StudySession,
)
from publications.models.relations import Authorship, Signature
from tests.factories.files import make_document, make_image
from tests.factories.home import make_groups
from tests.factories.newsletters import make_archive, picks
from tests.factories.register import (
    make_debate,
    make_debate_index,
    make_module,
    make_organisation,
    make_person,
    make_publication_index,
)
from tests.factories.samples import Sample
from tests.factories.shown import show_everything
from tests.factories.site import NOW, Site, make_page, make_site, make_topic

# Every string of what is hidden holds it, and nothing else does: too long to stand in a drawn key by chance.
MARKER = "zqhidden"


@dataclass
class World:
    """A site on which everything public points to everything hidden."""

    site: Site
    parents: dict[type[ContentPage], Page]
    hidden: list[Page] = field(default_factory=list)
    public: list[Page] = field(default_factory=list)
    private_image: CustomImage | None = None
    private_file: Any = None
    public_image: Any = None
    public_file: Any = None

    def paths(self) -> Iterator[str]:
        """Yield the addresses of all pages, as readers would type them."""
        roots = {self.site.german.url_path: "/", self.site.english.url_path: "/en/"}
        for url_path in Page.objects.filter(depth__gt=1).values_list("url_path", flat=True):
            yield from (prefix + url_path.removeprefix(root) for root, prefix in roots.items() if root in url_path)


def draft(page: Page) -> None:
    page.unpublish()


def scheduled(page: Page) -> None:
    Page.objects.filter(pk=page.pk).update(go_live_at=NOW + timedelta(minutes=1))


def expired(page: Page) -> None:
    Page.objects.filter(pk=page.pk).update(expire_at=NOW - timedelta(minutes=1))


def login(page: Page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def password(page: Page) -> None:
    kind = PageViewRestriction.PASSWORD
    PageViewRestriction.objects.create(page=page, restriction_type=kind, password=f"{MARKER}password")


def group(page: Page) -> None:
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(Group.objects.get_or_create(name=f"{MARKER}group")[0])


HIDINGS: tuple[Callable[[Page], None], ...] = (draft, scheduled, expired, login, password, group)


def make_world() -> World:
    site = make_site()
    debate = make_debate(make_debate_index(site.german))
    module = make_module(site.german)
    parents: dict[type[ContentPage], Page] = {
        StandardPage: site.german,
        ContactPage: site.german,
        StatementPage: site.statements,
        EventPage: site.events,
        LocalGroupPage: make_groups(site.german),
        DebatePage: debate.get_parent(),
        ContributionPage: debate,
        StudyModulePage: module.get_parent(),
        PublicationPage: make_publication_index(site.german),
        NewsletterIssue: make_archive(site.german),
    }
    world = World(site=site, parents=parents, public=[debate, module])
    _add_private_media(world)
    world.public_image, world.public_file = make_image(alt_de="offen", alt_en="offen"), make_document("offen")
    # Wagtail's index of what is in use is not what is looked at, and takes most of the time.
    with disable_reference_index_auto_update():
        _fill(world)
        show_everything(world.public, home=site.german, image=world.public_image, file=world.public_file)
    return world


def _fill(world: World) -> None:
    for model in world.parents:
        # Every type once by its state and once by a restriction; two types in every way.
        hidings = HIDINGS if model in (StatementPage, EventPage) else (draft, login)
        world.hidden += [_hidden_page(world, model, hide) for hide in hidings]
    world.hidden += _hidden_otherwise(world)
    world.public += [_public_page(world, model) for model in world.parents]
    _point_at_hidden(world)
    _edit_without_publishing(world)


def _new(model: type[ContentPage], sample: Sample, **values: Any) -> Any:
    dates: dict[str, Any] = {}
    if model in (StatementPage, ContributionPage, PublicationPage):
        dates["date"] = date(2026, 11, 20)
    if model is DebatePage:
        dates["opened_on"] = date(2026, 10, 14)
    if model is EventPage:
        dates |= {"start": NOW + timedelta(days=3), "end": NOW + timedelta(days=3, hours=1)}
    # The sections of an issue are chosen for each one.
    streams = sample.streams(model, but={"sections", "frozen_sections"})
    return model(**(sample.texts(model) | dates | streams | {"title": sample.words} | values))


def _hidden_page(world: World, model: type[ContentPage], hide: Callable[[Page], None]) -> Page:
    words = f"{MARKER}{hide.__name__}{model.__name__}".lower()
    sample = Sample(words=words, image=world.private_image, file=world.private_file)
    page = _new(model, sample, slug=words, show_in_menus=True, hero_image=world.private_image)
    page.posts = [Post(channel="telegram", is_enabled=True, text=words)]
    world.parents[model].add_child(instance=page)
    hide(page)
    return page


def _hidden_otherwise(world: World) -> list[Page]:
    """Return what lies below a closed section, an alias among it, and the draft of a translation."""
    german = world.site.german
    section = make_page(german, f"{MARKER}section", slug=f"{MARKER}section", show_in_menus=True)
    below = make_page(section, f"{MARKER}below", slug=f"{MARKER}below")
    source = make_page(german, "Offen", slug="offen")
    alias = source.create_alias(parent=section, update_slug=f"{MARKER}alias")
    login(section)
    both = make_page(german, "Zweisprachig", slug="zweisprachig")
    english = both.copy_for_translation(world.site.english.locale)
    for name, words in Sample(words=f"{MARKER}english").texts(StandardPage).items():
        setattr(english, name, words)
    english.slug = f"{MARKER}english"
    english.save()
    world.public += [source, both]
    return [section, below, alias, english]


def _add_private_media(world: World) -> None:
    """Put an image and a file into a collection that is open itself, below one that is closed."""
    closed = Collection.get_first_root_node().add_child(name=f"{MARKER}closed")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    collection = closed.add_child(name=f"{MARKER}child")
    content = BytesIO()
    Image.new("RGB", (8, 8)).save(content, "PNG")
    words = f"{MARKER}image"
    world.private_image = CustomImage.objects.create(
        **Sample(words=words).texts(CustomImage),
        file=ImageFile(content, name=f"{words}.png"),
        collection=collection,
    )
    file = ContentFile(b"%PDF-1.4", name=f"{MARKER}file.pdf")
    world.private_file = get_document_model().objects.create(title=f"{MARKER}file", file=file, collection=collection)


def _public_page(world: World, model: type[ContentPage]) -> Page:
    page = _new(model, _shown(world), slug=f"offen-{model.__name__.lower()}")
    world.parents[model].add_child(instance=page)
    return page


def _shown(world: World) -> Sample:
    return Sample(words="offen", page=world.site.statements, image=world.public_image, file=world.public_file)


def _point_at_hidden(world: World) -> None:
    image, file = world.private_image, world.private_file
    person = make_person(portrait=image, organisation=make_organisation(logo=image))
    topic = make_topic()
    by_type = {model: [page for page in world.hidden if isinstance(page, model)] for model in world.parents}
    home = world.site.german
    for page in [*world.public, home, world.site.statements]:
        # The home page points to all that is hidden, other pages to one of each type.
        pages = world.hidden if page is home else [found[0] for found in by_type.values()]
        page.hero_image = image
        page.body = [*_shown(world).stream(BodyBlock()), *_pointing_blocks(world, pages)]
        page.related_links = [RelatedPage(related_page=hidden, sort_order=n) for n, hidden in enumerate(pages)]
        _relate(page, by_type, person=person, topic=topic, file=file)
        page.posts.add(Post(channel="telegram", is_enabled=True, text=f"{MARKER}post", **_later()))
        if isinstance(page, NewsletterIssue):
            page.sections = [picks(*world.hidden), {"type": "statements", "value": {"heading": "Neu", "maximum": 5}}]
        page.save()
    for number, hidden in enumerate(world.hidden):
        Redirect.objects.create(old_path=f"/alt-{number}", redirect_page=hidden)
    settings = SiteSettings.objects.get()
    settings.imprint_page, settings.privacy_page, settings.logo = world.hidden[0], world.hidden[3], image
    settings.save()


def _later() -> dict[str, Any]:
    return {"timing": Timing.AT, "scheduled_at": NOW + timedelta(days=1)}


def _relate(page: Any, by_type: dict[type[ContentPage], list[Any]], *, person: Any, topic: Any, file: Any) -> None:
    if hasattr(page, "authorships"):
        page.authorships = [Authorship(person=person)]
    if hasattr(page, "signatures"):
        page.signatures = [Signature(organisation=person.organisation)]
    if hasattr(page, "topics"):
        page.topics.add(topic)
    if hasattr(page, "attachments"):
        page.attachments = [Attachment(document=file)]
    if isinstance(page, EventPage):
        page.host_group = by_type[LocalGroupPage][0]
    if isinstance(page, ContributionPage):
        page.answers = by_type[ContributionPage][0]
    if isinstance(page, StudyModulePage):
        page.sessions = [
            StudySession(title="Sitzung", start=NOW, event=event, sort_order=n)
            for n, event in enumerate(by_type[EventPage])
        ]


def _pointing_blocks(world: World, pages: list[Page]) -> Iterator[tuple[str, Any]]:
    image, file = world.private_image, world.private_file
    links = "".join(f'<a linktype="page" id="{page.pk}">dort</a> ' for page in pages)
    yield "paragraph", {"text": f'<p>{links}<a linktype="document" id="{file.pk}">Datei</a></p>'}
    for page in pages:
        yield "call_to_action", {"text": "Lesen", "page": page, "address": ""}
        yield "linked_page", {"page": page}
    yield "image", {"image": image, "caption": ""}
    yield "gallery", {"heading": "", "pictures": [{"image": image, "caption": ""}]}
    yield "embed", {"url": "https://vimeo.com/1", "title": "Film", "image": image, "privacy_note": ""}
    yield "file", {"file": file, "title": ""}


def _edit_without_publishing(world: World) -> None:
    """Give each public page an edit that nobody has published."""
    words = f"{MARKER}edit"
    for page in [*world.public, world.site.german, world.site.statements]:
        edited = type(page).objects.get(pk=page.pk)
        for name, value in Sample(words=words).texts(type(page)).items():
            setattr(edited, name, value)
        edited.title, edited.slug, edited.body = words, words, Sample(words=words).stream(BodyBlock())
        edited.save_revision(clean=False)
