from typing import Any

import pytest

from cms.channels.newsletter.renderer.hypertext import Hypertext
from cms.channels.newsletter.renderer.letter import Letter
from tests.cms.channels.newsletter.samples import paragraph
from tests.factories import answers


@pytest.fixture
def hypertext() -> Hypertext:
    return Hypertext(letter=Letter(page=answers.page(), site=answers.SITE))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            '<p>a <a href="/b/">b <b>c</b></a></p>',
            '<p>a <a href="https://www.example.org/b/">b <strong>c</strong></a></p>',
        ),
        ('<p><a href="javascript:alert(1)">Hier</a></p>', "<p>Hier</p>"),
        ('<p>a<a href="/b/"> </a>b</p>', "<p>a b</p>"),
        ("<p>H<sub>2</sub>O<br>&lt;i&gt;</p>", "<p>H<sub>2</sub>O<br>\n&lt;i&gt;</p>"),
        ("<ol><li>a<ul><li>b</li></ul></li></ol>", "<ol>\n<li>a\n<ul>\n<li>b</li>\n</ul></li>\n</ol>"),
    ],
)
def test_rich_text_becomes_plain_elements(html: str, expected: str, hypertext: Hypertext) -> None:
    assert hypertext.paragraph(paragraph(html)) == expected


def test_quotation_keeps_its_lines_and_is_escaped(hypertext: Hypertext) -> None:
    html = hypertext.quote({"quotation": "Eins <2>\nDrei", "source": ""})

    assert "<p>„Eins &lt;2&gt;<br>\nDrei“</p></blockquote>" in html


def test_call_to_action_that_leads_nowhere_keeps_its_words(hypertext: Hypertext) -> None:
    assert hypertext.call_to_action({"actionText": "Komm", "href": None}) == "<p><strong>Komm</strong></p>"


@pytest.mark.parametrize(("width", "height", "shown"), [(1200, 1600, (552, 736)), (300, 200, (300, 200))])
def test_picture_fits_the_column(width: int, height: int, shown: tuple[int, int], hypertext: Hypertext) -> None:
    rendition = {"url": "https://www.example.org/a.jpg", "width": width, "height": height}
    image = {"alt": 'Ein "Bild"', "credit": "", "license": "", "content": rendition}

    html = hypertext.image({"image": image, "caption": ""})

    attributes = f'width="{shown[0]}" height="{shown[1]}" alt="Ein &quot;Bild&quot;" style="max-width:{shown[0]}px"'
    assert html == f'<img src="https://www.example.org/a.jpg" {attributes}>'


def test_image_that_is_not_public_leaves_its_caption(hypertext: Hypertext) -> None:
    block: dict[str, Any] = {"image": None, "caption": "Kundgebung"}

    assert hypertext.image(block) == '<p class="caption">Kundgebung</p>'
