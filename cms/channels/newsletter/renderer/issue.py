from collections.abc import Iterator, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cms.channels.fact import Fact
from cms.channels.issues import Entry, Section
from cms.channels.markup import BREAK, lines
from cms.channels.newsletter.renderer.hypertext import COLUMN, Hypertext, boxed
from cms.channels.newsletter.renderer.letter import Letter, one_line
from cms.channels.newsletter.renderer.plain_text import WIDTH, PlainText, hanging, underlined, wrapped

# So many entries are seen at a glance; more of them are listed before they begin.
ENTRIES_WITHOUT_CONTENTS = 3


def html(letter: Letter) -> SafeString:
    """Return the sections of an issue with what leads to each page; nothing for other pages."""
    hypertext = Hypertext(letter=letter)
    sections = lines(_section(section, hypertext) for section in letter.sections)
    return lines((_contents(letter, hypertext), sections, _whole_issue(letter)))


def text(letter: Letter, *, plain: PlainText) -> Iterator[str]:
    """Return the same in plain text, part by part."""
    entries = _entries(letter.sections)
    if len(entries) > ENTRIES_WITHOUT_CONTENTS:
        titles = (hanging("- ", one_line(entry.title), width=WIDTH) for entry in entries)
        yield "\n".join((wrapped(letter.words.issue.contents), *titles))
    for section in letter.sections:
        yield underlined(section.heading, level=2) if section.heading else ""
        for entry in section.entries:
            yield from _plain_entry(entry, letter, plain)
    if letter.left_out:
        yield plain.facts(
            [Fact(label=letter.words.issue.whole_issue, text=letter.page["url"], href=letter.page["url"])]
        )


def _entries(sections: Sequence[Section]) -> list[Entry]:
    return [entry for section in sections for entry in section.entries]


def _contents(letter: Letter, hypertext: Hypertext) -> SafeString:
    """Return the titles with links to their pages: in many mail programs, links within a mail lead nowhere."""
    entries = _entries(letter.sections)
    if len(entries) <= ENTRIES_WITHOUT_CONTENTS:
        return SafeString()
    items = format_html_join(
        "\n", "<li{}>{}</li>", ((_language(each, letter), _linked(each, hypertext)) for each in entries)
    )
    heading = format_html("<p><strong>{}</strong></p>", letter.words.issue.contents)
    return boxed(format_html("{}\n<ul>{}</ul>", heading, items), name="box")


def _section(section: Section, hypertext: Hypertext) -> SafeString:
    heading = format_html("<h2>{}</h2>", hypertext.title(section.heading)) if section.heading else SafeString()
    return lines((heading, *(_entry(entry, hypertext) for entry in section.entries)))


def _entry(entry: Entry, hypertext: Hypertext) -> SafeString:
    image = entry.page["heroImage"] or {}
    parts = (
        hypertext.picture(image, preset="card", width=COLUMN),
        hypertext.caption(image, preset="card"),
        format_html("<h3>{}</h3>", _linked(entry, hypertext)),
        _moment(entry, hypertext),
        _said(entry.note, hypertext),
        _said(entry.teaser, hypertext),
    )
    html = '<table role="presentation" class="entry" width="100%"><tr><td{}>\n{}\n</td></tr></table>'
    return format_html(html, _language(entry, hypertext.letter), lines(parts))


def _said(text: str, hypertext: Hypertext) -> SafeString:
    return format_html("<p>{}</p>", hypertext.lines(text)) if text else SafeString()


def _linked(entry: Entry, hypertext: Hypertext) -> SafeString:
    return hypertext.prose.link(entry.page["url"], hypertext.title(entry.title))


def _moment(entry: Entry, hypertext: Hypertext) -> SafeString:
    """Return when and where; struck out when it is not to be."""
    said = format_html_join(BREAK, "{}", ((hypertext.text(part),) for part in (entry.when, entry.where) if part))
    if not said:
        return SafeString()
    return format_html('<p class="kicker">{}</p>', format_html("<s>{}</s>", said) if entry.is_off else said)


def _language(entry: Entry, letter: Letter) -> SafeString:
    """Return the attribute that names the language of a page which is not there in that of the mail."""
    locale = entry.page["locale"]
    return SafeString() if locale == letter.locale else format_html(' lang="{}"', locale)


def _whole_issue(letter: Letter) -> SafeString:
    html = '<p class="pointer"><a href="{}">{}</a></p>'
    return format_html(html, letter.page["url"], letter.words.issue.whole_issue) if letter.left_out else SafeString()


def _plain_entry(entry: Entry, letter: Letter, plain: PlainText) -> Iterator[str]:
    yield underlined(entry.title, level=3)
    yield "\n".join(wrapped(part) for part in (entry.when, entry.where) if part)
    yield wrapped(entry.note)
    yield wrapped(entry.teaser)
    address = entry.page["url"]
    yield plain.facts([Fact(label=letter.words.read_on, text=address, href=address)])
