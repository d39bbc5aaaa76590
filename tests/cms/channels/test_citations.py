import pytest

from cms.channels.citations import citation
from cms.channels.wording import ENGLISH, GERMAN, Wording

EMPTY = dict.fromkeys(("authors", "container", "place", "publisher", "year", "pages", "isbn", "url", "note"), "")
LENIN = {
    "authors": "Lenin, W. I.",
    "title": "Staat und Revolution",
    "container": "Werke, Band 25",
    "place": "Berlin",
    "publisher": "Dietz",
    "year": "1974",
    "pages": "393–507",
}


@pytest.mark.parametrize(
    ("reading", "words", "expected"),
    [
        (LENIN, GERMAN, "Lenin, W. I.: Staat und Revolution. In: Werke, Band 25. Berlin: Dietz 1974, S. 393–507."),
        (LENIN, ENGLISH, "Lenin, W. I.: Staat und Revolution. In: Werke, Band 25. Berlin: Dietz 1974, pp. 393–507."),
        ({"title": "Was tun?"}, GERMAN, "Was tun?"),
        ({"title": "Thesen", "pages": "7"}, ENGLISH, "Thesen. p. 7."),
        ({"title": "Thesen", "year": "1845", "isbn": "978-3-320-1"}, GERMAN, "Thesen. 1845. ISBN 978-3-320-1."),
        (
            {"authors": "Marx, Karl; Engels, Friedrich", "title": "Manifest", "publisher": "Dietz", "year": "1972"},
            GERMAN,
            "Marx, Karl / Engels, Friedrich: Manifest. Dietz 1972.",
        ),
        ({"title": "Ein Fragment …", "place": "Berlin"}, GERMAN, "Ein Fragment … Berlin."),
    ],
)
def test_reading_is_cited_in_full(reading: dict[str, str], words: Wording, expected: str) -> None:
    assert citation(EMPTY | reading, words=words) == expected
