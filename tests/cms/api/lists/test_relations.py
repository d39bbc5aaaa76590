from collections.abc import Callable
from typing import Any

from wagtail.models import Locale

from home.models import LocalGroupIndexPage, LocalGroupPage
from publications.models import ContributionPage, DebateIndexPage, DebatePage, Organisation, Person
from tests.factories.site import Site, make_event, make_statement

STATEMENTS = "query ($where: StatementPageWhere) { statements(where: $where) { nodes { title } } }"
EVENTS = "query ($where: EventPageWhere) { events(where: $where) { nodes { title } } }"
DEBATES = """query ($debates: DebatePageWhere, $contributions: ContributionPageWhere) {
  debates(where: $debates) { nodes { title } }
  contributions(where: $contributions, orderBy: TITLE_ASC) { nodes { title } }
}"""

Ask = Callable[..., Any]
Where = dict[str, Any]


def test_statements_by_author_and_co_signer(site: Site, ask: Ask) -> None:
    german = Locale.objects.get(language_code="de")
    person = Person.objects.create(name="Redaktion", slug="redaktion", locale=german)
    organization = Organisation.objects.create(name="Bündnis", slug="buendnis", locale=german)
    statement = make_statement(site.statements, "Gezeichnet")
    make_statement(site.statements, "Andere")
    statement.authorships.create(person=person)
    statement.signatures.create(organisation=organization)
    statement.save()

    def found(where: Where) -> list[str]:
        return [node["title"] for node in ask(STATEMENTS, where=where)["statements"]["nodes"]]

    assert found({"authors": {"some": {"slug": {"eq": "redaktion"}}}}) == ["Gezeichnet"]
    assert found({"coSigners": {"some": {"name": {"contains": "BÜND"}}}}) == ["Gezeichnet"]
    assert found({"coSigners": {"none": {}}}) == ["Andere"]


def test_events_by_host_kind_and_status(site: Site, ask: Ask) -> None:
    groups = site.german.add_child(instance=LocalGroupIndexPage(title="Gruppen"))
    group = groups.add_child(instance=LocalGroupPage(title="Leipzig", city="Leipzig"))
    make_event(site.events, "Mit Gruppe", host_group=group, kind="rally")
    make_event(site.events, "Ohne", status="cancelled")

    def found(where: Where) -> list[str]:
        return [node["title"] for node in ask(EVENTS, where=where)["events"]["nodes"]]

    assert found({"hostGroup": {"is": {"city": {"eq": "Leipzig"}}}}) == ["Mit Gruppe"]
    assert found({"hostGroup": {"isNull": True}}) == ["Ohne"]
    assert found({"kind": {"eq": "RALLY"}}) == ["Mit Gruppe"]
    assert found({"status": {"notIn": ["CANCELLED"]}}) == ["Mit Gruppe"]


def test_a_relation_that_cannot_be_seen_is_not_there_for_filters(site: Site, ask: Ask) -> None:
    groups = site.german.add_child(instance=LocalGroupIndexPage(title="Gruppen"))
    group = groups.add_child(instance=LocalGroupPage(title="Geheim", city="Leipzig"))
    make_event(site.events, "Treffen", host_group=group)

    group.unpublish()

    def found(where: Where) -> list[Any]:
        return list(ask(EVENTS, where=where)["events"]["nodes"])

    assert found({"hostGroup": {"is": {}}}) == []
    assert found({"hostGroup": {"is": {"title": {"startsWith": "G"}}}}) == []
    assert found({"hostGroup": {"isNull": False}}) == []
    assert found({"hostGroup": {"isNull": True}}) == [{"title": "Treffen"}]
    assert found({"not": {"hostGroup": {"is": {"title": {"eq": "Geheim"}}}}}) == [{"title": "Treffen"}]


def test_debates_and_their_contributions_filter_each_other(site: Site, ask: Ask) -> None:
    debates = site.german.add_child(instance=DebateIndexPage(title="Debatten"))
    debate = debates.add_child(instance=DebatePage(title="Was tun?"))
    debates.add_child(instance=DebatePage(title="Leer"))
    answered = debate.add_child(instance=ContributionPage(title="Zuerst"))
    hidden = debate.add_child(instance=ContributionPage(title="Antwort", answers=answered))

    def found(**variables: Where) -> list[list[str]]:
        return [[node["title"] for node in part["nodes"]] for part in ask(DEBATES, **variables).values()]

    by_title = {"some": {"title": {"eq": "Antwort"}}}
    of_debate = {"debate": {"is": {"title": {"startsWith": "was"}}}}
    assert found(debates={"contributions": by_title}, contributions=of_debate) == [["Was tun?"], ["Antwort", "Zuerst"]]
    answers = {"answers": {"is": {"title": {"eq": "Zuerst"}}}}
    assert found(debates={"contributions": {"none": {}}}, contributions=answers) == [["Leer"], ["Antwort"]]

    hidden.unpublish()

    assert found(debates={"contributions": by_title}, contributions=of_debate) == [[], ["Zuerst"]]
