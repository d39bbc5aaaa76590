from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cms.channels.blocks import Block, heading, paragraph
from cms.channels.citations import citation
from cms.channels.dates import short_day
from cms.channels.files import file_label
from cms.channels.particulars import answer_title, byline
from cms.channels.programme import programme_blocks
from cms.channels.sessions import session_title
from cms.channels.wording import Wording

Data = Mapping[str, Any]


def whole_body(page: Data, *, words: Wording) -> list[Block]:
    """Return the body and, in blocks as well, what pages of the type hold besides: whatever says blocks says it."""
    add = ADDITIONS.get(page["__typename"])
    return [*page["body"], *(add(page, words) if add else ())]


def _event(page: Data, words: Wording) -> list[Block]:
    return programme_blocks(page, words=words)


def _debate(page: Data, words: Wording) -> Iterator[Block]:
    said = words.debate
    yield from _section(said.positions, (_named(item["title"], item["summary"]) for item in page["positions"]))
    if page["settlements"]:
        yield _heading(said.settled)
    for item in page["settlements"]:
        day = short_day(item["date"], locale=words.locale)
        yield _paragraph(format_html("<p><b>{}</b></p>", day) + SafeString(item["html"]))
    yield from _section(said.contributions, (_contribution(item, words) for item in page["contributions"]))


def _contribution(item: Data, words: Wording) -> SafeString:
    day = short_day(item["date"], locale=words.locale)
    beside = ", ".join(part for part in (byline(item), day, (item["position"] or {}).get("title", "")) if part)
    return format_html("{} – {}", _link(item["url"], item["title"]), beside)


def _contribution_page(page: Data, words: Wording) -> Iterator[Block]:
    answers = (_link(item["url"], answer_title(item)) for item in page["answeredBy"])
    yield from _section(words.debate.answered_by, answers)


def _programme(page: Data, words: Wording) -> Iterator[Block]:
    modules = (
        format_html("{} – {}", _link(item["url"], item["title"]), item["summary"])
        if item["summary"]
        else _link(item["url"], item["title"])
        for item in page["modules"]
    )
    yield from _section(words.study.modules, modules, ordered=True)


def _module(page: Data, words: Wording) -> Iterator[Block]:
    sessions = (_named(session_title(item, words=words), item["summary"]) for item in page["sessions"])
    yield from _section(words.study.sessions, sessions)
    yield from _section(words.study.readings, (_reading(item, words) for item in page["readings"]))
    yield from _files(page, words)


def _reading(item: Data, words: Wording) -> SafeString:
    cited = _link(item["url"], citation(item, words=words))
    return format_html("{} <i>{}</i>", cited, item["note"]) if item["note"] else cited


def _files(page: Data, words: Wording) -> Iterator[Block]:
    links = (_link(item["url"], file_label(item, words=words)) for item in page["files"])
    yield from _section(words.publication.files, links)


def _section(title: str, items: Iterator[SafeString], *, ordered: bool = False) -> Iterator[Block]:
    if said := list(items):
        yield _heading(title)
        html = "<ol>{}</ol>" if ordered else "<ul>{}</ul>"
        yield _paragraph(format_html(html, format_html_join("", "<li>{}</li>", ((item,) for item in said))))


def _named(name: str, text: str) -> SafeString:
    return format_html("<b>{}:</b> {}", name, text) if text else format_html("<b>{}</b>", name)


def _link(href: str, text: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', href, text) if href else format_html("{}", text)


def _heading(text: str) -> Block:
    return heading(text, key="", anchor="addition")


def _paragraph(html: str) -> Block:
    return paragraph(html, key="")


ADDITIONS: dict[str, Callable[[Data, Wording], Iterable[Block]]] = {
    "EventPage": _event,
    "DebatePage": _debate,
    "ContributionPage": _contribution_page,
    "StudyProgrammePage": _programme,
    "StudyModulePage": _module,
    "PublicationPage": _files,
}
