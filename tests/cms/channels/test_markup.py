from functools import partial

import pytest

from cms.channels import richtext
from cms.channels.links import reachable
from cms.channels.markup import Prose, breakable

PROSE = Prose(address=partial(reachable, base_url="https://www.example.org/"))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>eins &lt;b&gt; &amp; zwei</p><p>drei</p>", "<p>eins &lt;b&gt; &amp; zwei</p>\n<p>drei</p>"),
        ("<p>a<br/>H<sub>2</sub>O</p>", "<p>a<br>\nH<sub>2</sub>O</p>"),
        ("<p><b><i>a</i></b> <code>x&lt;y</code></p>", "<p><strong><em>a</em></strong> <code>x&lt;y</code></p>"),
        ("<p><a href='/a/'>b <b>c</b></a></p>", '<p><a href="https://www.example.org/a/">b <strong>c</strong></a></p>'),
        ("<p><a href='/?a=1&amp;b=\"'>b</a></p>", '<p><a href="https://www.example.org/?a=1&amp;b=&quot;">b</a></p>'),
        ("<p><a href='javascript:x'>b</a></p>", "<p>b</p>"),
        ("<p>a<a href='/b/'> </a>c</p>", "<p>a c</p>"),
        ("<ul><li>a<ol><li>b</li></ol></li></ul>", "<ul>\n<li>a\n<ol>\n<li>b</li>\n</ol></li>\n</ul>"),
        ("<ul><li><p>c</p><p>d</p></li></ul>", "<ul>\n<li><p>c</p>\n<p>d</p></li>\n</ul>"),
    ],
)
def test_rich_text_becomes_plain_elements(html: str, expected: str) -> None:
    assert PROSE.html(richtext.parse(html)) == expected


def test_words_are_prepared_and_then_escaped() -> None:
    prose = Prose(address=PROSE.address, text=lambda text: f"<{text}>")

    assert prose.html(richtext.parse("<p>a</p>")) == "<p>&lt;a&gt;</p>"


def test_long_words_can_break_and_addresses_stay_whole() -> None:
    text = "Kurz, Rindfleischetikettierung https://example.org/rindfleischetikettierung"

    shown = breakable(text, longest=15, locale="de")

    assert shown.replace("\u00ad", "") == text
    assert "\u00ad" in shown.split()[1]
    assert "\u00ad" not in shown.split()[2]
