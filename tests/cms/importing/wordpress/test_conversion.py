# ruff: noqa: E501, SIM905  What WordPress writes has long lines.
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.importing.stored import texts_of_body
from cms.importing.wordpress.account import Account, Picture
from cms.importing.wordpress.conversion import convert, texts_of
from cms.importing.words import count_words


class Targets:
    """A site on which every picture and file whose name says so is there."""

    def link(self, href: str) -> dict[str, str] | None:
        if "page" in href:
            return {"linktype": "page", "id": "5"}
        return {"href": href} if href.startswith("http") else None

    def picture(self, source: str, *, number: str, alt: str) -> Picture | None:
        return Picture(image=3, alt=alt) if "there" in source or number == "7" else None

    def file(self, source: str, *, number: str) -> int | None:  # noqa: ARG002  As a real site is asked.
        return 4 if "there" in source else None

    def attached_pictures(self) -> list[str]:
        return ["7"]

    def caption(self, number: str) -> str:
        return "Am Platz" if number == "7" else ""


def converted(content: str) -> Account:
    return convert(content, targets=Targets())


def paragraph(html: str) -> tuple[str, Any]:
    return ("paragraph", {"text": html})


def table(*rows: list[str], caption: str = "") -> tuple[str, Any]:
    columns = [{"type": "text", "heading": heading} for heading in rows[0]]
    value = {"columns": columns, "rows": [{"values": row} for row in rows[1:]], "caption": caption}
    return ("table", {"table": value, "has_row_headers": False})


IMAGE = ("image", {"image": 3, "caption": ""})
VIDEO = "https://youtu.be/abcdefghijk"
FIGURE = '<figure><img src="there.png"/><figcaption>{}</figcaption></figure>'
BLOCKS = {
    "classic paragraphs": ("Eins\nzwei\n\ndrei", [paragraph("<p>Eins<br/>zwei</p><p>drei</p>")]),
    "a paragraph": ("<!-- wp:paragraph --><p>Eins</p><!-- /wp:paragraph -->", [paragraph("<p>Eins</p>")]),
    "groups": (
        '<!-- wp:group {"a":{"b":1}} --><div><!-- wp:columns --><div><p>Eins</p></div><!-- /wp:columns --></div><!-- /wp:group -->',
        [paragraph("<p>Eins</p>")],
    ),
    "lists in lists": (
        "<!-- wp:list --><ul><!-- wp:list-item --><li>a<ul><li>b</li></ul></li><!-- /wp:list-item --></ul><!-- /wp:list -->",
        [paragraph("<ul><li>a<ul><li>b</li></ul></li></ul>")],
    ),
    "a quote": (
        "<blockquote><p>Eins</p><p>zwei</p><cite>— Rosa</cite></blockquote>",
        [("quote", {"text": "Eins\nzwei", "source": "Rosa"})],
    ),
    "a heading": ("<h3>Ein <b>Ziel</b></h3>", [("heading", {"text": "Ein Ziel", "level": "3"})]),
    "a picture": (FIGURE.format("Am Platz"), [("image", {"image": 3, "caption": "Am Platz"})]),
    "a long caption": (
        FIGURE.format("wort " * 100),
        [IMAGE, paragraph(f"<p>{('wort ' * 100).strip()}</p>")],
    ),
    "a gallery": (
        f'<figure class="wp-block-gallery">{FIGURE.format("a")}{FIGURE.format("b")}<figcaption>Alle</figcaption></figure>',
        [
            (
                "gallery",
                {"heading": "Alle", "pictures": [{"image": 3, "caption": "a"}, {"image": 3, "caption": "b"}]},
            )
        ],
    ),
    "a gallery of numbers": (
        '[gallery ids="7,7"]',
        [("gallery", {"heading": "", "pictures": [{"image": 3, "caption": "Am Platz"}] * 2})],
    ),
    "a caption": (
        '[caption id="attachment_7" width="300"]<a href="x"><img src="weg.jpg" /></a> Am <b>Platz</b>[/caption]',
        [("image", {"image": 3, "caption": "Am Platz"})],
    ),
    "an embed": (
        f'<figure class="wp-block-embed"><div>{VIDEO}</div><figcaption>Film</figcaption></figure>',
        [("embed", {"url": VIDEO, "title": "Film"})],
    ),
    "a bare address of a video": (
        f"Eins\n\n{VIDEO}",
        [paragraph("<p>Eins</p>"), ("embed", {"url": VIDEO, "title": "YouTube"})],
    ),
    "an embed in brackets": (f"[embed]{VIDEO}[/embed]", [("embed", {"url": VIDEO, "title": "YouTube"})]),
    "another embed": (
        '<iframe src="https://x.org/a"></iframe>',
        [paragraph('<p><a href="https://x.org/a">https://x.org/a</a></p>')],
    ),
    "a table": (
        (
            "<figure class='wp-block-table'><table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>"
            "<figcaption>Zahlen</figcaption></figure>"
        ),
        [table(["A", "B"], ["1", "2"], caption="Zahlen")],
    ),
    "a button": (
        '<div class="wp-block-button"><a href="http://page">Mach mit</a></div>',
        [("call_to_action", {"text": "Mach mit", "page": 5, "address": ""})],
    ),
    "a file": (
        '<div class="wp-block-file"><a href="there.pdf">Heft</a><a href="there.pdf" class="wp-block-file__button">Laden</a></div>',
        [("file", {"file": 4, "title": "Heft"})],
    ),
    "audio": ('[audio mp3="http://x/there.mp3"][/audio]', [("file", {"file": 4, "title": ""})]),
    "code": ("<pre>a\nb &lt;</pre>", [paragraph("<p><code>a<br/>b &lt;</code></p>")]),
    "broken marks": ("<b>a<p>b</b>c</p>", [paragraph("<p><b>a</b></p><p><b>b</b>c</p>")]),
    "right to left": ('<p dir="rtl">سلام 😀</p>', [paragraph("<p>سلام 😀</p>")]),
    "brackets that are words": ("ein [sic] Wort", [paragraph("<p>ein [sic] Wort</p>")]),
}


@pytest.mark.parametrize("name", BLOCKS)
def test_what_wordpress_wrote_becomes_blocks(name: str) -> None:
    content, blocks = BLOCKS[name]

    assert converted(content).blocks == blocks


NAMED = [
    ("[rot_box x='1']", "shortcode", "[rot_box x='1']"),
    ("<form>Ihr Name<input placeholder='Rosa'></form>", "form", "Ihr Name Rosa"),
    ("<script>alert(1)</script>", "script", "alert(1)"),
    ("<!-- Notiz -->", "comment in the HTML", "Notiz"),
    ("<span title='Ein Titel'></span>", "title of an element", "Ein Titel"),
    ('<!-- wp:acme/x {"t":"Zwei Wörter"} /-->', "words in the settings of the block acme/x", "Zwei Wörter"),
]


@pytest.mark.parametrize(("content", "kind", "text"), NAMED)
def test_what_is_left_is_named(content: str, kind: str, text: str) -> None:
    assert [(left.kind, left.text) for left in converted(content).left] == [(kind, text)]


PARTS = (
    "<p> </p> <div> </div> <b> </b> <i> </b></i> <ul> <ol> <li> </li> </ul> </ol> <blockquote> </blockquote> <cite> </cite>"
    " <h2> </h2> <code> </code> <table> <tr> <td> <th> </td> </tr> </table> <caption> </caption> <figure> </figure>"
    " <figcaption> </figcaption> <img_src='there.png'_alt='@'> <img_src='weg.png'_alt='@'> <a_href='http://page'>"
    " <a_href='http://x.org/'> <a> </a> <br> <hr> <span_title='@'> </span> <iframe_src='https://youtu.be/abcdefghijk'></iframe>"
    " <iframe_src='http://x'>@</iframe> <script>@</script> <form> </form> <input_placeholder='@'> <select> <option> </select>"
    " <svg> </svg> <template> </template> <video_src='there.mp4'> </video> <noscript> </noscript> <dl> <dt> <dd> </dl>"
    " <details> <summary> </details> <figure_class='wp-block-gallery'> <figure_class='wp-block-embed'> <pre>@</pre>"
    " <div_class='wp-block-file'> <div_class='wp-block-button'> <a_class='wp-block-file__button'_href='there.pdf'>"
    " [caption] [/caption] [caption_id='attachment_7'_width='3'] [gallery_ids='7,7'] [gallery] [embed] [/embed]"
    " [audio_mp3='http://a/there.mp3'] [/audio] [rot-box_x='@'] [sic] [box] [/box] https://youtu.be/abcdefghijk <!--@-->"
    " <!--more--> <!--_wp:paragraph_--> <!--_/wp:paragraph_--> <!--_wp:list_--> <!--_/wp:list_--> <!--_wp:freeform_-->"
    " <!--_/wp:freeform_--> <!--_wp:gallery_{'ids':[7]}_/--> <!--_wp:acme/y_--> <!--_/wp:acme/y_--> &amp; &nbsp;"
    " &lt;p&gt; שלום 😀 — @ @ @ @ @ @ @"
).split(" ")


@st.composite
def contents(draw: st.DrawFn) -> str:
    """Return parts of WordPress in any order, in which every @ has become a word of its own."""
    glue = st.sampled_from(["", " ", "\n", "\n\n"])
    parts = draw(st.lists(st.tuples(st.sampled_from(PARTS), glue), max_size=14))
    whole = "".join(part.replace("_", " ").replace("file  button", "file__button") + space for part, space in parts)
    pieces = whole.split("@")
    return pieces[0] + "".join(f"wort{number}x{piece}" for number, piece in enumerate(pieces[1:]))


@settings(max_examples=300, deadline=None)
@given(contents())
def test_no_word_is_lost(content: str) -> None:
    account = converted(content)

    stored = list(texts_of_body(account.blocks))
    arrived = count_words(texts_of(content)) + account.words_added
    assert arrived == count_words(stored) + account.words_in_pictures + account.words_left
    alts = set(re.findall(r"alt='(wort\d+x)'", content))
    kept = " ".join([*stored, *(left.text for left in account.left)])
    assert [word for word in re.findall(r"wort\d+x", content) if word not in kept and word not in alts] == []


# What may stand anywhere when HTML is broken: marks without partners, tags without ends, and words between them.
SHARDS = (
    '<p> </p> <div_class="a"> <div_class="a <p_class=\'b <a_href="http://x.org/ </a> " \' > < </ /> <!-- -->'
    ' <!--_wp:paragraph_--> <!--_/wp:paragraph_--> <!--_wp:acme/x_{"t":"@_@"}_/--> <!--_wp:group_{"a":"b <script> </script>'
    ' <script_src="x <style> </style> <textarea> </textarea> <b <b> </b> <li> </ul> <table><tr><td> </table> <img_alt="@'
    ' <span_title="@"> <span_title="@ [caption] [/caption] [box_a=" ] <? ?> <! <![CDATA[ ]]> &#x <title> <select> <option>'
    ' <svg> <math> <template> <plaintext> <br = a=b <p_=" <figure> </cite> </figcaption> @ @ @ @ @ @ @ @ @ @ @ @ @ @ @ @'
).split(" ")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(SHARDS), st.sampled_from(["", " ", "\n"])), max_size=16))
def test_no_word_is_lost_in_broken_html(shards: list[tuple[str, str]]) -> None:
    whole = "".join(shard.replace("_", " ") + space for shard, space in shards)
    pieces = whole.split("@")
    content = pieces[0] + "".join(f"wort{number}x{piece}" for number, piece in enumerate(pieces[1:]))

    account = converted(content)

    stored = list(texts_of_body(account.blocks))
    assert count_words(texts_of(content)) + account.words_added == count_words(stored) + account.words_left
    addresses = " ".join(re.findall(r"""(?:href|src)="([^"<>]*)\"""", content))
    kept = " ".join([*stored, *(left.text for left in account.left), addresses])
    assert [word for word in re.findall(r"wort\d+x", content) if word not in kept] == []


TABLE = "<table><tr><th>A</th><th>B</th></tr><tr><td>{}</td><td>b</td></tr></table>"


@pytest.mark.parametrize("content", ["<h2>{}</h2>", FIGURE, "<blockquote>{}</blockquote>", TABLE])
def test_links_where_no_link_can_stand_are_named(content: str) -> None:
    account = converted(content.replace("{}", '<a href="http://x.org/">da</a>'))

    assert account.lost_links == ["da (http://x.org/)"]


@pytest.mark.parametrize(
    "content", ["<div>" * 5000 + "tief", "<b>" * 5000 + "tief", "[box]" * 5000, "<ul><li>" * 500 + "tief"]
)
def test_deep_nesting_overflows_nothing(content: str) -> None:
    account = converted(content)

    assert count_words(texts_of(content)) == count_words(texts_of_body(account.blocks)) + account.words_left


@pytest.mark.parametrize(
    "content", ['<p class="a>Eins</p>', "<b Eins", "<!-- Eins", "Eins <? zwei", '<a href="x>Eins</a> "zwei" >']
)
def test_what_never_ends_swallows_no_words(content: str) -> None:
    account = converted(content)

    kept = " ".join([*texts_of_body(account.blocks), *(left.text for left in account.left)])
    assert "Eins" in kept
    assert count_words(texts_of(content)) == count_words(texts_of_body(account.blocks)) + account.words_left
