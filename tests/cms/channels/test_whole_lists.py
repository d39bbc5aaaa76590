from collections.abc import Mapping
from typing import Any

from cms.channels.whole_lists import ask_for_all


class Numbers:
    """Answers the numbers from 0 to 4, two at once."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []

    def execute(self, _document: str, *, variables: Mapping[str, Any]) -> dict[str, Any]:
        self.asked.append(dict(variables))
        start = int(variables.get("after", 0))
        place = {"hasNextPage": start + 2 < 5, "endCursor": str(start + 2)}
        return {"site": None, "numbers": {"nodes": list(range(start, min(start + 2, 5))), "pageInfo": place}}

    def fetch(self, url: str) -> bytes:
        raise FileNotFoundError(url)


def test_a_list_is_read_to_its_end_with_the_same_variables() -> None:
    source = Numbers()

    data = ask_for_all(source, "", variables={"locale": "de"})

    assert data["numbers"]["nodes"] == [0, 1, 2, 3, 4]
    assert source.asked == [{"locale": "de"}, {"locale": "de", "after": "2"}, {"locale": "de", "after": "4"}]
