from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.models import Collection, Locale, Page

from home.models import HomePage
from publications.models import (
    Attachment,
    ContributionPage,
    DebateIndexPage,
    DebatePage,
    Organisation,
    Person,
    PublicationIndexPage,
    PublicationPage,
    StudyModulePage,
    StudyProgrammePage,
    StudySession,
)
from tests.factories.site import NOW, PARAGRAPH

CLARIFY = "5a6a2a0e-3f0e-4a43-9a68-0d7e0f1b2c01"
BOTH = "5a6a2a0e-3f0e-4a43-9a68-0d7e0f1b2c02"
POSITIONS = [
    {"type": "position", "id": CLARIFY, "value": {"title": "Erst klären", "summary": "Das Studium geht vor."}},
    {"type": "position", "id": BOTH, "value": {"title": "Beides zugleich", "summary": ""}},
]


def make_person(name: str = "Redaktion", slug: str = "redaktion", **fields: Any) -> Person:
    return Person.objects.create(name=name, slug=slug, locale=_german(), **fields)


def make_organisation(name: str = "Bündnis", slug: str = "buendnis", **fields: Any) -> Organisation:
    return Organisation.objects.create(name=name, slug=slug, locale=_german(), **fields)


def make_debate_index(home: HomePage) -> DebateIndexPage:
    return home.add_child(instance=DebateIndexPage(title="Debatten", slug="debatten"))


def make_debate(parent: Page, title: str = "Was zuerst?", **fields: Any) -> DebatePage:
    values = {"opened_on": date(2026, 10, 14), "positions": POSITIONS} | fields
    return parent.add_child(instance=DebatePage(title=title, **values))


def make_contribution(debate: DebatePage, title: str = "Ohne Klarheit", **fields: Any) -> ContributionPage:
    values = {"date": date(2026, 11, 20), "body": PARAGRAPH} | fields
    return debate.add_child(instance=ContributionPage(title=title, **values))


def make_module(home: HomePage, title: str = "Der Staat", **fields: Any) -> StudyModulePage:
    programme = home.add_child(instance=StudyProgrammePage(title="Studiengang", slug="studiengang"))
    return programme.add_child(instance=StudyModulePage(title=title, slug="modul", **fields))


def make_session(title: str = "Kapitel I", start: datetime = NOW, **fields: Any) -> StudySession:
    return StudySession(title=title, start=start, end=start + timedelta(hours=2), **fields)


def make_publication_index(home: HomePage) -> PublicationIndexPage:
    return home.add_child(instance=PublicationIndexPage(title="Veröffentlichungen", slug="veroeffentlichungen"))


def make_publication(parent: Page, title: str = "Broschüre", **fields: Any) -> PublicationPage:
    return parent.add_child(instance=PublicationPage(title=title, date=date(2026, 11, 1), **fields))


def make_file(collection: Collection | None = None) -> AbstractDocument:
    document = get_document_model()(title="Wer wir sind", collection=collection or Collection.get_first_root_node())
    document.file = ContentFile(b"%PDF-1.4", name="wer-wir-sind.pdf")
    document._set_document_file_metadata()  # noqa: SLF001  Wagtail's own upload views call it too.
    document.save()
    return document


def attach(page: Page, document: AbstractDocument) -> None:
    page.attachments = [Attachment(document=document)]
    page.save()


def _german() -> Locale:
    return Locale.objects.get_or_create(language_code="de")[0]
