import pytest

from cms.api.caching.keys import EVERYTHING, MAXIMUM_LENGTH, header_value, keys_of
from tests.factories.site import Site, make_page, make_statement, make_topic


def test_keys_stand_in_order_with_the_one_of_all_answers() -> None:
    assert header_value({"page:2", "image:1"}, separator=" ") == f"{EVERYTHING} image:1 page:2"


def test_the_kind_stands_for_too_many_of_a_kind() -> None:
    keys = {f"page:{number}" for number in range(1000)} | {"image:1", "list:statements"}

    assert header_value(keys, separator=",") == f"{EVERYTHING},image:1,list:statements,page"


@pytest.mark.parametrize("number", [1, 50, 500, 5000])
def test_the_header_stays_short(number: int) -> None:
    keys = {f"{kind}:{each}" for each in range(number) for kind in ("page", "image", "person")}

    assert len(header_value(keys, separator=" ")) <= MAXIMUM_LENGTH


def test_a_page_purges_itself_its_lists_and_what_refers_to_it(site: Site) -> None:
    page = make_statement(site.statements)
    link = f'<p><a linktype="page" id="{page.pk}">Mehr</a></p>'
    referring = make_page(site.german, body=[("paragraph", {"text": link})])

    lists = {"list:pages", "list:statements", "list"}
    assert set(keys_of(page)) == {f"page:{page.pk}", f"page:{referring.pk}", "page", *lists}


def test_a_topic_purges_the_pages_it_stands_on(site: Site) -> None:
    topic = make_topic()
    page = make_statement(site.statements, topics=[topic])
    page.save_revision().publish()

    assert {f"topic:{topic.pk}", "list:topics", f"page:{page.pk}"} <= set(keys_of(topic))
