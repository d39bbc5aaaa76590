from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings
from wagtail.models import Locale

from cms.channels.registry import channel
from cms.channels.sources import in_process_source
from publications.models import (
    Authorship,
    DebatePage,
    PublicationIndexPage,
    Series,
    Signature,
    StudyModulePage,
    StudyProgrammePage,
)
from tests.factories.register import (
    BOTH,
    attach,
    make_contribution,
    make_debate,
    make_debate_index,
    make_file,
    make_organisation,
    make_person,
    make_publication,
    make_publication_index,
    make_session,
)
from tests.factories.site import NOW, Site, make_event, make_statement

MAXIMUM = 4
CHANNELS = [name for name in configured.CHANNELS if name not in {"feeds", "calendar"}]


@pytest.fixture(autouse=True)
def media_folder(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def cost(name: str, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        channel(name).ask(in_process_source(), path=path, locale="de", now=NOW)
    return len(queries)


def assert_constant(name: str, path: str, *, add: Callable[[int], None]) -> None:
    add(1)
    # Sites and content types are kept in memory from the first request on.
    cost(name, path)
    for_one = cost(name, path)

    add(2)
    add(3)
    # What is remembered of the site is looked up anew after every change.
    cost(name, path)

    assert cost(name, path) == for_one <= MAXIMUM


def add_statement(site: Site, number: int) -> None:
    """Make a statement whose authors, co-signers and series are its own."""
    statement = make_statement(site.statements, f"Nummer {number}")
    belongs_to = make_organisation(f"Herkunft {number}", f"herkunft-{number}")
    person = make_person(f"Person {number}", f"person-{number}", organisation=belongs_to)
    statement.authorships = [Authorship(person=person)]
    statement.signatures = [Signature(organisation=make_organisation(f"Bund {number}", f"bund-{number}"))]
    german = Locale.objects.get(language_code="de")
    statement.series = Series.objects.create(name=f"Reihe {number}", slug=f"reihe-{number}", locale=german)
    statement.save()


def add_contribution(debate: DebatePage, number: int) -> None:
    """Make a contribution of an author and a guest that answers the first one, if there is one."""
    first = debate.get_children().first()
    contribution = make_contribution(
        debate, f"Nummer {number}", date=date(2026, 11, number), position_key=BOTH, answers=first and first.specific
    )
    contribution.authorships = [Authorship(person=make_person(f"Person {number}", f"person-{number}"))]
    contribution.signatures = [Signature(organisation=make_organisation(f"Gast {number}", f"gast-{number}"))]
    contribution.save()


def add_publication(index: PublicationIndexPage, number: int) -> None:
    publication = make_publication(index, f"Nummer {number}")
    publication.authorships = [Authorship(person=make_person(f"Person {number}", f"person-{number}"))]
    attach(publication, make_file())


def add_module(programme: StudyProgrammePage, site: Site, number: int) -> None:
    module = programme.add_child(instance=StudyModulePage(title=f"Modul {number}"))
    module.sessions = [make_session(event=make_event(site.events, f"Abend {number}"))]
    attach(module, make_file())


@pytest.mark.parametrize("path", ["/stellungnahmen/", "/stellungnahmen/nummer-1/"])
@pytest.mark.parametrize("name", CHANNELS)
def test_signed_statements_cost_the_same_for_one_and_for_three(site: Site, name: str, path: str) -> None:
    assert_constant(name, path, add=lambda number: add_statement(site, number))


def test_feeds_of_signed_statements_cost_the_same_for_one_and_for_three(site: Site) -> None:
    assert_constant("feeds", "/", add=lambda number: add_statement(site, number))


@pytest.mark.parametrize("path", ["/debatten/", "/debatten/was-zuerst/"])
@pytest.mark.parametrize("name", CHANNELS)
def test_debates_cost_the_same_for_one_and_for_three_contributions(site: Site, name: str, path: str) -> None:
    debate = make_debate(make_debate_index(site.german))
    # The first contribution answers nobody, and only those after it are counted.
    add_contribution(debate, 4)

    assert_constant(name, path, add=lambda number: add_contribution(debate, number))


@pytest.mark.parametrize("name", CHANNELS)
def test_contributions_cost_the_same_for_one_and_for_three_answers(site: Site, name: str) -> None:
    debate = make_debate(make_debate_index(site.german))
    add_contribution(debate, 4)

    assert_constant(name, "/debatten/was-zuerst/nummer-4/", add=lambda number: add_contribution(debate, number))


@pytest.mark.parametrize("name", CHANNELS)
def test_publications_cost_the_same_for_one_and_for_three(site: Site, name: str) -> None:
    index = make_publication_index(site.german)

    assert_constant(name, "/veroeffentlichungen/", add=lambda number: add_publication(index, number))


@pytest.mark.parametrize("path", ["/studiengang/", "/studiengang/modul-1/"])
@pytest.mark.parametrize("name", CHANNELS)
def test_programs_cost_the_same_for_one_and_for_three_modules(site: Site, name: str, path: str) -> None:
    programme = site.german.add_child(instance=StudyProgrammePage(title="Studiengang", slug="studiengang"))

    assert_constant(name, path, add=lambda number: add_module(programme, site, number))


@pytest.mark.parametrize("name", CHANNELS)
def test_modules_cost_the_same_for_one_and_for_three_sessions(site: Site, name: str) -> None:
    programme = site.german.add_child(instance=StudyProgrammePage(title="Studiengang", slug="studiengang"))
    module = programme.add_child(instance=StudyModulePage(title="Modul"))

    def add(number: int) -> None:
        module.sessions.add(make_session(event=make_event(site.events, f"Abend {number}")))
        module.save()

    assert_constant(name, "/studiengang/modul/", add=add)
