import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.importing.conversion import Conversion
from cms.importing.markdown import convert
from cms.importing.syntax import NestingError, parser
from cms.importing.words import count_words, shortened, text_of_html

NASTY = {
    "a table": "| a | b |\n|---|---|\n| eins | zwei |",
    "lists with code": "- a\n\n  ```\n  eins\n    zwei\n  ```\n\n  1. b\n\n         drei\n\n     c\n- d",
    "a block of html": "<div>\n<p>eins</p><p>zwei</p>\n</div>\n\nx <b>y</b>z <!-- w -->",
    "reference links": "[eins][1] und [zwei] und [drei][]\n\n[1]: /a\n[zwei]: <b c> 'Titel'",
    "hard breaks": "eins  \nzwei\\\ndrei\nvier",
    "emoji": "# 🚩 Rot 👩‍👩‍👧\n\n1️⃣ eins🚩zwei",
    "right to left": "# שלום\n\n\u0633\u0644\u0645 *\u0639\u0644\u064a\u0643\u0645* abc\u200f",
    "setext headings": "Eins\nzwei\n===\n\nDrei *vier*\nfünf\n---\nsechs",
    "autolinks": "<https://example.org/a?b=c&d> <mail@example.org> <http://[::1>",
    "entities": "&amp;lt; eins&nbsp;zwei &copy;2026 &#10;drei&#x2028;vier &auml; &#0;",
    "paragraphs in a quote in a list": "- eins\n\n  > zwei\n  >\n  > drei\n\n- vier\n  > # fünf\n  > sechs",
    "a list in a quote in a list": "- eins\n  > - zwei\n  >   - drei\n  > - vier\n\n  fünf",
    "a heading in a quote in a quote": "> > ## inner head\n> text\n>\n> - a\n>   - b\n> - ## c\n>   d",
    "code in a quote": "> eins\n> ```\n> zwei\n> drei\n> ```\n> vier",
    "an empty quote": "eins\n\n>\n\n> ---\n\nzwei",
    "a quote that is a source": "> — Rosa",
    "a quote with a long source": f"> eins\n> — {'wort ' * 100}",
    "pictures everywhere": "# A ![b](c) d\n\n> e ![f](g)\n\n- h\n  - ![i](j)k\n\n[![l](m)](n) *![o *p*](q)*",
    "headings of every level": "# a\n\n# b\n\n###### c\n\n## \n\n#\n\n- # d\n  e\n- ## f\n  - g",
    "rules": "a\n\n***\n\nb\n\n- ***\n- c\n\n  ***\n  d",
    "a long heading": f"# a\n\n## {'wort ' * 100}",
    "empty links and emphasis": "[](a) [ ](b) a**b**c ** ** __ __ [*![](x)*](y)",
    "lists tight and loose": "- a\n- b\n\n- c\n* d\n1) e\n2. f\n-\n- \n",
    "deep lists": "\n".join(f"{'  ' * depth}- wort{depth}" for depth in range(49)),
    "deep quotes": "> " * 97 + "wort",
    "deep emphasis": "*a **b " * 40 + "** c*" * 40,
    "deep pictures": "![a " * 90 + "b" + "](c)" * 90,
    "form feeds and tabs": "a\fb\tc\n\n\td\n\u2028e\u00a0f",
}


def stored(result: Conversion) -> list[str]:
    texts = [result.title or ""]
    for name, value in result.blocks:
        if name == "paragraph":
            texts.append(text_of_html(value["text"]))
        elif name != "image":
            texts += [value["text"], value.get("source", "")]
    return texts


def shown(markdown: str, result: Conversion) -> list[str]:
    return [text_of_html(parser().render(markdown)), *result.missing_alt_texts]


def converted(markdown: str) -> Conversion:
    return convert(markdown, resolve_link=lambda href: {"href": href}, resolve_image=lambda _source, _alt: None)


@pytest.mark.parametrize("markdown", NASTY.values(), ids=NASTY)
def test_no_word_of_a_nasty_document_is_lost(markdown: str) -> None:
    result = converted(markdown)

    words = sorted(" ".join(shown(markdown, result)).split())
    assert count_words(stored(result)) == count_words(shown(markdown, result))
    assert [word for word in words if word not in " ".join(stored(result)).split() and word.isalnum()] == []


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "> ",
                "- ",
                "1. ",
                "  ",
                "\n",
                "\n\n",
                "# ",
                "```",
                "*",
                "**",
                "![",
                "[",
                "](a)",
                "`",
                "---\n",
                "    ",
                "a ",
                "b",
                "— ",
                "<b>",
                "  \n",
                "\\",
            ]
        ),
        max_size=60,
    ).map("".join)
)
def test_no_word_of_any_markup_is_lost(markdown: str) -> None:
    result = converted(markdown)

    assert count_words(stored(result)) == count_words(shown(markdown, result))


@pytest.mark.parametrize(
    "markdown", ["> " * 99 + "x", "> " * 300 + "x", "- " * 50 + "x", "*" * 400 + "x" + "*" * 400], ids=str.strip
)
def test_a_document_that_nests_too_deeply_is_refused(markdown: str) -> None:
    with pytest.raises(NestingError, match="nested too deeply"):
        converted(markdown)


@pytest.mark.parametrize(
    ("html", "text"),
    [("<li>a<ul><li>b</li></ul></li>", "a b"), ("a<br/>b", "a b"), ("a<b>b</b>", "ab"), ("&lt;p&gt;", "<p>")],
)
def test_text_of_html_parts_blocks_and_not_words(html: str, text: str) -> None:
    assert " ".join(text_of_html(html).split()) == text


@pytest.mark.parametrize(
    ("text", "short"), [("ab cd", "ab cd"), ("ab cdef", "ab"), ("abcdefg", "abcde"), ("abcde f", "abcde")]
)
def test_shortened_keeps_words_whole(text: str, short: str) -> None:
    assert shortened(text, limit=5) == short
