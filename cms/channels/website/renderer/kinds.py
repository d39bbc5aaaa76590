from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from cms.channels.facts import day
from cms.channels.particulars import corrections
from cms.channels.website.renderer.debates import contribution, debate, debate_index
from cms.channels.website.renderer.events import event, event_index, listed_event
from cms.channels.website.renderer.forms import contact
from cms.channels.website.renderer.groups import group, group_index
from cms.channels.website.renderer.headlines import headline
from cms.channels.website.renderer.images import IN_THE_BANNER, hero
from cms.channels.website.renderer.newsletters import issue, issue_index
from cms.channels.website.renderer.printed import publication, publication_index
from cms.channels.website.renderer.studies import module, programme
from cms.channels.wording import Wording

Data = Mapping[str, Any]
Context = dict[str, Any]
View = tuple[str, Context]


def _standard(page: Data, words: Wording, _now: datetime) -> View:
    return "website/page.html", {"hero": hero(page["heroImage"], words)}


def _home(page: Data, words: Wording, _now: datetime) -> View:
    return "website/home.html", {
        # Home pages are often named for the way back to them ("Start"); the title for previews says more.
        "headline": headline(page["seoTitle"], words=words),
        "hero": hero(page["heroImage"], words, sizes=IN_THE_BANNER),
        "statements": [_statement_facts(item, words) for item in page["latestStatements"]],
        "events": [listed_event(item, words) for item in page["upcomingEvents"]],
    }


def _statement(page: Data, words: Wording, _now: datetime) -> View:
    return "website/statement.html", {
        "hero": hero(page["heroImage"], words),
        "points": [headline(point, words=words) for point in page["keyPoints"]],
        "corrections": corrections(page, words=words),
        **_statement_facts(page, words),
    }


def _statement_index(page: Data, words: Wording, _now: datetime) -> View:
    return "website/statements.html", {
        "hero": hero(page["heroImage"], words),
        "statements": [_statement_facts(item, words) for item in page["statements"]],
    }


def _group(page: Data, words: Wording, now: datetime) -> View:
    template, context = group(page, words, now)
    return template, context | {"upcoming": [listed_event(item, words) for item in page["upcomingEvents"]]}


def _statement_facts(statement: Data, words: Wording) -> Context:
    shown = headline(statement["title"], words=words)
    return {"statement": statement, "day": day(statement, words=words), "headline": shown}


# Which template shows a page of a type, and what it needs to know.
KINDS: dict[str, Callable[[Data, Wording, datetime], View]] = {
    "StandardPage": _standard,
    "HomePage": _home,
    "ContactPage": contact,
    "LocalGroupIndexPage": group_index,
    "LocalGroupPage": _group,
    "StatementPage": _statement,
    "DebateIndexPage": debate_index,
    "DebatePage": debate,
    "ContributionPage": contribution,
    "StudyProgrammePage": programme,
    "StudyModulePage": module,
    "PublicationIndexPage": publication_index,
    "PublicationPage": publication,
    "NewsletterIndexPage": issue_index,
    "NewsletterIssue": issue,
    "StatementIndexPage": _statement_index,
    "EventPage": event,
    "EventIndexPage": event_index,
}
