import pytest

from tests.cms.api.search.conftest import Ask, error_of, titles
from tests.factories.site import Site, make_page


def test_slices_hold_every_result_once_in_one_order(site: Site, look_for: Ask) -> None:
    for number in range(7):
        make_page(site.german, f"Bergbau {'und Kohle ' * (number % 3)}{number}")
    whole = look_for("Bergbau")

    slices = [look_for("Bergbau", first=3)]
    while slices[-1]["pageInfo"]["hasNextPage"]:
        slices.append(look_for("Bergbau", first=3, after=slices[-1]["pageInfo"]["endCursor"]))

    assert [title for each in slices for title in titles(each)] == titles(whole)
    assert [each["totalCount"] for each in slices] == [7, 7, 7]
    assert [each["pageInfo"]["hasPreviousPage"] for each in slices] == [False, True, True]


WRONG = ["nonsense", "", "WyJzZWFyY2giLCJ4IiwxXQ", "WyJzZWFyY2giLCJuYW4iLDFd", "WyJzZWFyY2giLCItMSIsMV0"]


@pytest.mark.parametrize("cursor", WRONG)
def test_a_wrong_cursor_is_refused_in_plain_words(site: Site, cursor: str) -> None:
    message, code = error_of(f'{{ search(query: "x", after: "{cursor}") {{ totalCount }} }}')

    assert (message.startswith("The cursor in 'after' is not one of this list"), code) == (True, "BAD_CURSOR")


@pytest.mark.parametrize("size", [-1, 101])
def test_a_page_size_beyond_the_limit_is_refused(site: Site, size: int) -> None:
    assert error_of(f'{{ search(query: "x", first: {size}) {{ totalCount }} }}') == (
        f"'first' must lie between 0 and 100, not {size}.",
        "BAD_PAGE_SIZE",
    )
