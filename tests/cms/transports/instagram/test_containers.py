from dataclasses import replace

import pytest

from cms.transports.posting import Format, Progress, ReasonClass, Receipt, Refusal
from tests.cms.transports.instagram.samples import Wire
from tests.cms.transports.samples import FINGERPRINT, jpeg
from tests.stand_ins.faults import UNCLEAR, Fault, Reply, after, before, lost
from tests.stand_ins.instagram import error


def refused(wire: Wire, **changes: str) -> Refusal:
    step = wire.step(replace(wire.carousel(2), **changes), {})
    assert isinstance(step, Refusal)
    return step


def test_a_carousel_is_prepared_child_by_child_and_published_in_order(wire: Wire) -> None:
    payload = wire.carousel(3)

    outcome = wire.publish(payload, wire.prepared(payload))

    assert isinstance(outcome, Receipt)
    medium = wire.instagram.media[outcome.remote_id]
    assert medium.pictures == [picture.url for picture in payload.pictures]
    assert medium.alt_texts == ["Slide 0", "Slide 1", "Slide 2"]
    assert (medium.media_type, medium.caption) == ("CAROUSEL_ALBUM", payload.text)
    assert wire.instagram.journal.methods == ["create"] * 3 + ["status"] * 6 + ["create"] + ["status"] * 2 + ["publish"]
    assert wire.instagram.published_unfinished() == []


def test_each_step_makes_one_container_at_most(wire: Wire) -> None:
    payload, handle, made = wire.carousel(2), {}, []
    for _ in range(6):
        step = wire.step(payload, handle)
        assert isinstance(step, Progress)
        handle = dict(step.handle)
        made.append(len(wire.instagram.journal.entries("create")))

    # The preflight comes first, picture by picture.
    assert made == [0, 0, 1, 2, 2, 2]


def test_a_picture_is_a_container_with_caption_and_alt_text(wire: Wire) -> None:
    payload = wire.picture()

    outcome = wire.publish(payload, wire.prepared(payload))

    assert isinstance(outcome, Receipt)
    medium = wire.instagram.media[outcome.remote_id]
    assert (medium.media_type, medium.caption, medium.alt_texts) == ("IMAGE", payload.text, ["Slide"])


def test_a_story_takes_neither_caption_nor_alt_text_nor_a_place_in_the_list(wire: Wire) -> None:
    payload = wire.picture(format=Format.STORY)

    outcome = wire.publish(payload, wire.prepared(payload))

    assert isinstance(outcome, Receipt)
    assert (wire.instagram.media[outcome.remote_id].caption, wire.instagram.live(FINGERPRINT)) == ("", [])
    assert wire.instagram.media[outcome.remote_id].alt_texts == [""]


@pytest.mark.parametrize("reads", [0, 1, 4])
def test_finished_comes_sooner_or_later(wire: Wire, reads: int) -> None:
    wire.instagram.switches.reads_until_finished = reads
    payload = wire.picture()

    wire.prepared(payload)

    assert len(wire.instagram.journal.entries("status")) == reads + 1


def test_looks_become_rarer_and_end(wire: Wire) -> None:
    wire.instagram.switches.never_finishes = True
    payload = wire.picture()
    handle, waits = dict(wire.step(payload, {}).handle or {}), []
    step = wire.step(payload, handle)
    while isinstance(step, Progress):
        handle = dict(step.handle)
        waits.append(step.wait)
        step = wire.step(payload, handle)

    assert waits == [0, 3, 5, 10, 20, 30, 60, 60, 60] + [120] * 15
    assert (step.reason_class, step.code) == (ReasonClass.NEW_HANDLE, "instagram.never_finished")
    assert step.handle
    assert step.handle["containers"] == {}


@pytest.mark.parametrize(
    ("status", "reason_class", "code"),
    [
        ("Error: Media upload has failed with error code 2207003", ReasonClass.RETRY, "picture_slow"),
        ("Error: Media upload has failed with error code 2207052", ReasonClass.RETRY, "picture_not_loaded"),
        ("Error: Media upload has failed with error code 2207026", ReasonClass.CONTENT, "video_format"),
        ("2207076: processing", ReasonClass.NEW_HANDLE, "processing_failed"),
        ("2207082", ReasonClass.NEW_HANDLE, "processing_failed"),
        ("https://media.example/92207026111.jpg failed", ReasonClass.NEW_HANDLE, "other"),
        ("Fehler", ReasonClass.NEW_HANDLE, "other"),
    ],
)
def test_containers_in_error_are_sorted(wire: Wire, status: str, reason_class: ReasonClass, code: str) -> None:
    wire.instagram.switches.failing_with = [status]
    wire.instagram.switches.reads_until_finished = 0
    payload = wire.picture()
    checked = wire.step(payload, {})
    made = wire.step(payload, checked.handle or {})

    step = wire.step(payload, made.handle or {})

    assert isinstance(step, Refusal)
    assert (step.reason_class, step.code) == (reason_class, f"instagram.{code}")


def test_a_status_without_text_is_read(wire: Wire) -> None:
    wire.instagram.switches.says_status = False
    wire.instagram.switches.failing_with = ["2207076"]

    handle = wire.prepared(wire.picture())

    assert handle["tries"] == {"parent": 1}


def test_a_child_that_failed_is_made_anew_and_only_it(wire: Wire) -> None:
    wire.instagram.switches.failing_with = ["", "2207052", ""]
    payload = wire.carousel(3)

    outcome = wire.publish(payload, wire.prepared(payload))

    assert isinstance(outcome, Receipt)
    assert len(wire.instagram.journal.entries("create")) == 3 + 1 + 1
    assert wire.instagram.media[outcome.remote_id].pictures == [picture.url for picture in payload.pictures]


def test_a_child_that_instagram_could_not_load_once_is_tried_again(wire: Wire) -> None:
    wire.instagram.script.on("create", before(error(9004, 2207052)), call=2)
    payload = wire.carousel(2)

    assert isinstance(wire.publish(payload, wire.prepared(payload)), Receipt)


def test_a_child_that_never_loads_is_given_up(wire: Wire) -> None:
    wire.instagram.script.on("create", before(error(9004, 2207052)))
    payload = wire.carousel(2)

    with pytest.raises(AssertionError, match=r"picture_not_loaded"):
        wire.prepared(payload)

    assert len(wire.instagram.journal.entries("create")) == 3


@pytest.mark.parametrize(
    "reply",
    [error(100, 33), error(1), error(2), error(-1, 2207001), Reply(status=500), Reply(status=503, data="busy")],
    ids=["100/33", "1", "2", "-1", "500", "503"],
)
def test_a_read_that_fails_proves_nothing(wire: Wire, reply: Reply) -> None:
    wire.instagram.script.on("status", before(reply), call=1)
    payload = wire.picture()

    wire.prepared(payload)

    assert len(wire.instagram.journal.entries("create")) == 1


@pytest.mark.parametrize("fault", UNCLEAR, ids=lambda fault: fault.name)
@pytest.mark.parametrize("method", ["create", "status"])
def test_preparing_survives_lost_and_broken_answers(wire: Wire, method: str, fault: Fault) -> None:
    wire.instagram.script.on(method, fault, call=1)
    payload = wire.carousel(2)

    assert isinstance(wire.publish(payload, wire.prepared(payload)), Receipt)
    assert len(wire.instagram.live(FINGERPRINT)) == 1


@pytest.mark.parametrize(
    ("reply", "reason_class"),
    [
        (error(190, 460, status=401), ReasonClass.ACCOUNT),
        (error(10, status=403), ReasonClass.ACCOUNT),
        (error(200, status=403), ReasonClass.ACCOUNT),
        (error(24, 2207006), ReasonClass.ACCOUNT),
        (error(25, 2207050), ReasonClass.ACCOUNT),
        (error(368), ReasonClass.ACCOUNT),
        (error(4, 2207051), ReasonClass.ACCOUNT),
        (error(2635), ReasonClass.ACCOUNT),
        (error(9, 2207042), ReasonClass.THROTTLED),
        (error("4"), ReasonClass.THROTTLED),
        (error(4), ReasonClass.THROTTLED),
        (error(17, status=429), ReasonClass.THROTTLED),
        (error(32), ReasonClass.THROTTLED),
        (error(613), ReasonClass.THROTTLED),
        (error(80002, status=429), ReasonClass.THROTTLED),
        (Reply(status=429, headers={"Retry-After": "7"}), ReasonClass.THROTTLED),
        (error(-2, 2207003), ReasonClass.RETRY),
        (error(-1, "2207032"), ReasonClass.RETRY),
        (error(100, 33), ReasonClass.RETRY),
        (error(77777), ReasonClass.RETRY),
        (error(-2, 2207020), ReasonClass.NEW_HANDLE),
        (error(24, 2207008), ReasonClass.NEW_HANDLE),
        (error(-1, 2207053), ReasonClass.NEW_HANDLE),
        (error(100), ReasonClass.CONTENT),
        (error(100, 2207023), ReasonClass.CONTENT),
        (error(352, 2207026), ReasonClass.CONTENT),
        (error(36000, 2207004), ReasonClass.CONTENT),
        (error(36001, 2207005), ReasonClass.CONTENT),
        (error(36003, 2207009), ReasonClass.CONTENT),
        (error(36004, 2207010), ReasonClass.CONTENT),
    ],
)
def test_refusals_before_publishing_are_sorted(wire: Wire, reply: Reply, reason_class: ReasonClass) -> None:
    wire.instagram.script.on("create", before(reply))

    step = wire.step(wire.picture(), {"is_checked": True})

    assert isinstance(step, Refusal)
    assert step.reason_class == reason_class


def test_a_token_refused_while_looking_parks_the_account_and_keeps_the_container(wire: Wire) -> None:
    payload = wire.picture()
    made = wire.step(payload, {"is_checked": True})
    wire.instagram.token.refused_with = 463

    step = wire.step(payload, made.handle or {})

    assert isinstance(step, Refusal)
    assert (step.reason_class, step.handle) == (ReasonClass.ACCOUNT, None)


def test_containers_of_yesterday_are_made_anew(wire: Wire) -> None:
    payload = wire.carousel(2)
    handle = wire.prepared(payload)
    wire.instagram.clock.advance(hours=25)

    step = wire.step(payload, handle)

    assert isinstance(step, Refusal)
    assert (step.reason_class, step.handle) == (ReasonClass.NEW_HANDLE, {"is_checked": True})


def test_containers_are_counted(wire: Wire) -> None:
    wire.instagram.switches.maximum_containers = 2

    with pytest.raises(AssertionError, match=r"instagram\.quota"):
        wire.prepared(wire.carousel(3))


def test_a_parent_whose_answer_was_lost_does_not_share_its_children(wire: Wire) -> None:
    wire.instagram.script.on("create", lost(), call=3)
    payload = wire.carousel(2)

    assert isinstance(wire.publish(payload, wire.prepared(payload)), Receipt)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ä" * 2201, "caption_too_long"),
        ("👩" * 1101, "caption_too_long"),
        ("#A #B #C #D #E #F", "hashtags"),
        (" ".join(f"@a{number}" for number in range(21)), "mentions"),
    ],
)
def test_captions_are_measured_before_anybody_is_asked(wire: Wire, text: str, code: str) -> None:
    assert refused(wire, text=text).code == f"instagram.{code}"
    assert wire.instagram.journal.methods == []


@pytest.mark.parametrize("text", ["ä" * 2200, "👩" * 1100, "#A #B #C #D #E", "#1 #2 #3 #4 #5 #6 a@b.example"])
def test_captions_at_the_limit_go_out(wire: Wire, text: str) -> None:
    payload = wire.picture(text=text)

    assert isinstance(wire.publish(payload, wire.prepared(payload)), Receipt)


@pytest.mark.parametrize("count", [1, 11])
def test_carousels_take_two_to_ten(wire: Wire, count: int) -> None:
    step = wire.step(wire.carousel(count), {})

    assert isinstance(step, Refusal)
    assert (step.reason_class, step.code) == (ReasonClass.CONTENT, "instagram.pictures")


def test_an_alt_text_takes_a_thousand(wire: Wire) -> None:
    fitting, longer = (replace(wire.host.add(jpeg()), alt_text="a" * length) for length in (1000, 1001))
    payload = wire.picture()

    assert isinstance(wire.step(replace(payload, pictures=(fitting,)), {}), Progress)
    assert isinstance(wire.step(replace(payload, pictures=(longer,)), {}), Refusal)


def test_an_error_after_the_effect_makes_one_container_too_many_and_one_post(wire: Wire) -> None:
    wire.instagram.script.on("create", after(error(-1, 2207001)), call=1)
    payload = wire.picture()

    assert isinstance(wire.publish(payload, wire.prepared(payload)), Receipt)
    assert (len(wire.instagram.containers), len(wire.instagram.media)) == (2, 1)
