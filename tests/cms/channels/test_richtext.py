import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.channels.richtext import ListItem, ListNode, Paragraph, RichTextError, Run, parse, plain


def test_marks_and_links_stay_on_their_words() -> None:
    nodes = parse('<p>Ein <b>fetter <i>und</i></b> <a href="/ziel/">Link</a></p>')

    assert nodes == (
        Paragraph(
            runs=(
                Run(text="Ein "),
                Run(text="fetter ", bold=True),
                Run(text="und", bold=True, italic=True),
                Run(text=" "),
                Run(text="Link", href="/ziel/"),
            )
        ),
    )


def test_lists_nest() -> None:
    nodes = parse("<ol><li>eins<ul><li>innen</li></ul></li><li>zwei</li></ol>")

    inner = ListNode(ordered=False, items=(ListItem(nodes=(Paragraph(runs=(Run(text="innen"),)),)),))
    first = ListItem(nodes=(Paragraph(runs=(Run(text="eins"),)), inner))
    second = ListItem(nodes=(Paragraph(runs=(Run(text="zwei"),)),))
    assert nodes == (ListNode(ordered=True, items=(first, second)),)


@pytest.mark.parametrize("html", ['<p><a href="#">Text</a></p>', "<p><a>Text</a></p>", '<p><a href="">Text</a></p>'])
def test_a_link_that_leads_nowhere_is_plain_text(html: str) -> None:
    assert parse(html) == (Paragraph(runs=(Run(text="Text"),)),)


def test_entities_are_characters() -> None:
    assert plain(parse("<p>a &lt;b&gt; &amp; &quot;c&quot;</p>")) == 'a <b> & "c"'


def test_unknown_elements_are_refused() -> None:
    with pytest.raises(RichTextError, match="<table>"):
        parse("<table></table>")


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1), min_size=1))
def test_no_word_is_lost(words: list[str]) -> None:
    text = " ".join(words)
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    assert plain(parse(f"<p>{escaped}</p>")).split() == text.split()
