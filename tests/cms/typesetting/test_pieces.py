from cms.typesetting.flow import Block
from cms.typesetting.pieces import cut, join
from cms.typesetting.words import Run


def texts(*blocks: Block) -> list[str]:
    return ["".join(run.text for run in piece.runs) for piece in cut(blocks)]


def block(text: str, marker: str = "") -> Block:
    return Block(runs=(Run(text=text),), marker=marker)


def test_blocks_are_cut_at_the_ends_of_sentences() -> None:
    assert texts(block("Am 12. Dezember, sagt K. Marx. „Nein!“ Doch. z. B. hier")) == [
        "Am 12. Dezember, sagt K. Marx. ",
        "„Nein!“ ",
        "Doch. z. B. hier",
    ]


def test_long_sentences_are_cut_at_clauses() -> None:
    parts = texts(block("Wir fordern Frieden und Brot und Rosen für alle, " * 20))

    assert all(len(part) <= 300 for part in parts)
    assert all(part.endswith(", ") for part in parts)


def test_word_without_end_is_cut_all_the_same() -> None:
    assert [len(part) for part in texts(block("a" * 700))] == [300, 300, 100]


def test_joined_pieces_are_the_blocks_again() -> None:
    blocks = (block("Eins. Zwei."), block("Drei. Vier.", "•"))

    assert [(joined.text, joined.marker) for joined in join(cut(blocks))] == [("Eins. Zwei.", ""), ("Drei. Vier.", "•")]


def test_rest_of_an_item_stays_an_item_without_its_marker() -> None:
    (rest,) = join(cut([block("Eins. Zwei.", "•")])[1:])

    assert (rest.text, rest.marker) == ("Zwei.", " ")
