from hypothesis import given, settings
from hypothesis import strategies as st

from cms.typesetting.content import Brand, TextSlide
from cms.typesetting.flow import Block, set_column
from cms.typesetting.pagination import paginate
from cms.typesetting.shapes import PORTRAIT
from cms.typesetting.slides import draw
from cms.typesetting.words import Run

BRAND = Brand(primary="#c8102e", ink="#1a1a1a", paper="#faf7f2", name="Bündnis")
SENTENCES = (
    "Wir rufen zur Kundgebung auf. ",
    "Am 12. Dezember beschloss der Landtag, § 3 des Rindfleischetikettierungsüberwachungsgesetzes zu streichen. ",
    "Nein! ",
    (
        "Die Beschäftigten der Straßenbahn, die Pflegekräfte und die Studierenden stehen zusammen, "
        "weil sie wissen, dass Aufrüstung und Sozialabbau zwei Seiten derselben Politik sind. "
    ),
)
blocks = st.lists(
    st.builds(
        lambda sentences, kind: Block(runs=(Run(text="".join(sentences)),), marker=kind[0], heading=kind[1]),
        st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=9),
        st.sampled_from([("", False), ("", False), ("•", False)]),
    )
    | st.just(Block(runs=(Run(text="Frieden und Brot"),), heading=True)),
    max_size=14,
)


def block(text: str, *, heading: bool = False) -> Block:
    return Block(runs=(Run(text=text),), heading=heading)


def words(texts: list[str]) -> list[str]:
    return " ".join(texts).split()


def read(slides: tuple[TextSlide, ...]) -> list[str]:
    return [
        text
        for slide in slides
        for text in ("" if slide.continued else slide.heading, *(block.text for block in slide.paragraphs))
    ]


@settings(deadline=None, max_examples=25)
@given(blocks, st.integers(0, 6))
def test_nothing_is_lost_and_the_maximum_is_kept(given_blocks: list[Block], maximum: int) -> None:
    pagination = paginate(given_blocks, maximum=maximum)

    assert len(pagination.slides) <= maximum
    assert words(read(pagination.slides) + [block.text for block in pagination.remainder]) == words(
        [block.text for block in given_blocks]
    )


@settings(deadline=None, max_examples=8)
@given(blocks)
def test_every_slide_can_be_drawn_at_the_size_chosen(given_blocks: list[Block]) -> None:
    for slide in paginate(given_blocks, maximum=5).slides:
        assert draw(slide, brand=BRAND).contrast >= 7


def test_no_slide_holds_a_lone_line() -> None:
    text = [block(SENTENCES[3] * count + SENTENCES[2]) for count in (2, 7, 3, 9, 4)]

    for slide in paginate(text, maximum=10).slides:
        lines = set_column(slide.paragraphs, size=slide.size, width=PORTRAIT.measure).lines
        assert sum(lines) >= 3


def test_headings_open_slides_and_are_repeated_in_small() -> None:
    text = [block("Frieden", heading=True), block(SENTENCES[3] * 12), block("Brot", heading=True), block(SENTENCES[0])]

    slides = paginate(text, maximum=10).slides

    assert [(slide.heading, slide.continued) for slide in slides] == [
        ("Frieden", False),
        *[("Frieden", True)] * (len(slides) - 2),
        ("Brot", False),
    ]


def test_smaller_type_is_taken_before_anything_is_left_over() -> None:
    text = [block(SENTENCES[3] * 11)]

    assert paginate(text, maximum=3).slides[0].size == 42
    assert paginate(text, maximum=2).slides[0].size < 42
    assert paginate(text, maximum=2).remainder == ()


def test_what_does_not_fit_is_returned() -> None:
    text = [block(SENTENCES[3]) for _ in range(20)]

    pagination = paginate(text, maximum=2)

    taken = sum(len(slide.paragraphs) for slide in pagination.slides)
    assert len(pagination.slides) == 2
    assert pagination.remainder == tuple(text[taken:])


def test_long_paragraph_is_cut_at_a_sentence_before_it_is_left_over() -> None:
    (rest,) = paginate([block(SENTENCES[3] * 40)], maximum=2).remainder

    assert rest.text.startswith("Die Beschäftigten")


def test_empty_text_has_no_slides() -> None:
    assert paginate([], maximum=5).slides == ()
