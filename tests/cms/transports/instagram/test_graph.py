import pytest

from cms.transports.instagram import GraphAPI
from cms.transports.instagram.graph import error_of
from cms.transports.posting import Receipt
from cms.transports.tokens import TokenMalformed
from cms.transports.wire import Answered
from tests.cms.transports.instagram.samples import Wire
from tests.cms.transports.samples import FINGERPRINT
from tests.stand_ins.instagram.server import STRANGER

# What a careful client never asks for, said by the stand-in as Instagram says it: tests of others lean on that.


def create(wire: Wire, **parameters: object) -> tuple[str, int | None]:
    """Ask for a container and return its id, or the subcode of the refusal."""
    result = wire.transport().graph.write("17841400000000001/media", **parameters)
    assert isinstance(result, Answered)
    return str(result.fields.get("id", "")), error_of(result).get("error_subcode")


def child(wire: Wire, *, is_finished: bool = True) -> str:
    picture = wire.picture().pictures[0]
    name, _ = create(wire, image_url=picture.url, is_carousel_item=True)
    wire.instagram.containers[name].is_finished = is_finished
    return name


def test_a_parent_of_unfinished_children_is_refused(wire: Wire) -> None:
    children = [child(wire), child(wire, is_finished=False)]

    assert create(wire, media_type="CAROUSEL", children=children) == ("", 2207027)


def test_a_parent_of_somebody_elses_child_is_refused(wire: Wire) -> None:
    children = [child(wire), child(wire)]
    wire.instagram.containers[children[0]].owner = STRANGER

    assert create(wire, media_type="CAROUSEL", children=children) == ("", 2207023)


def test_a_child_has_one_parent(wire: Wire) -> None:
    children = [child(wire), child(wire)]

    first, second = (create(wire, media_type="CAROUSEL", children=children) for _ in range(2))

    assert first[0]
    assert second[0] == ""


@pytest.mark.parametrize("count", [1, 11])
def test_a_parent_has_two_to_ten_children(wire: Wire, count: int) -> None:
    assert create(wire, media_type="CAROUSEL", children=[child(wire) for _ in range(count)]) == ("", 2207028)


def test_a_child_takes_no_caption(wire: Wire) -> None:
    picture = wire.picture().pictures[0]

    assert create(wire, image_url=picture.url, is_carousel_item=True, caption="Words")[0] == ""


def test_a_story_takes_no_alt_text(wire: Wire) -> None:
    picture = wire.picture().pictures[0]

    assert create(wire, media_type="STORIES", image_url=picture.url, alt_text="Words")[0] == ""


@pytest.mark.parametrize(
    ("caption", "subcode"),
    [("ä" * 2201, 2207010), (" ".join(["#A"] * 31), 2207010), (" ".join(["@a"] * 21), 2207040)],
)
def test_captions_have_limits(wire: Wire, caption: str, subcode: int) -> None:
    assert create(wire, image_url=wire.picture().pictures[0].url, caption=caption) == ("", subcode)


def test_where_containers_are_no_keys_a_second_call_makes_a_second_post(wire: Wire) -> None:
    """Hold that the harness can show a double post: a naive client makes one here."""
    wire.instagram.switches.is_single_use = False
    payload = wire.picture()
    handle = wire.prepared(payload)

    outcomes = [wire.publish(payload, handle) for _ in range(2)]

    assert [type(outcome) for outcome in outcomes] == [Receipt, Receipt]
    assert len(wire.instagram.live(FINGERPRINT)) == 2


def test_stories_are_listed_apart_and_for_a_day(wire: Wire) -> None:
    wire.instagram.post("").product_type = "STORY"
    graph = wire.transport().graph

    fresh = graph.read("17841400000000001/stories")
    wire.instagram.clock.advance(hours=25)
    gone = graph.read("17841400000000001/stories")

    assert isinstance(fresh, Answered)
    assert isinstance(gone, Answered)
    assert (len(fresh.fields["data"]), gone.fields["data"]) == (1, [])


@pytest.mark.parametrize("token", ["", "a b", "a\r\nX: y", "ü"])
def test_a_token_that_would_end_a_header_is_refused(token: str) -> None:
    with pytest.raises(TokenMalformed) as raised:
        GraphAPI(url="http://127.0.0.1", version="v25.0", token=token)

    assert not token or token not in str(raised.value)
