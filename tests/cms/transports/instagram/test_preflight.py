from dataclasses import replace

import pytest

from cms.transports.instagram.preflight import preflight
from cms.transports.posting import ReasonClass, Refusal
from tests.cms.transports.instagram.samples import Wire
from tests.cms.transports.samples import BRIEF, TIMEOUTS, jpeg, mpo
from tests.stand_ins.faults import late, lost

LARGE = jpeg() + b"\0" * (8 * 1024 * 1024 + 1 - len(jpeg()))


def problem(wire: Wire, content: bytes = b"") -> Refusal:
    found = preflight(wire.host.add(content or jpeg()), timeouts=TIMEOUTS)
    assert found is not None
    return found


def test_a_picture_that_anybody_can_load_passes(wire: Wire) -> None:
    assert preflight(wire.host.add(jpeg()), timeouts=TIMEOUTS) is None
    assert wire.host.journal.methods == ["robots", "HEAD", "GET", "GET"]
    assert {entry.headers["user-agent"].partition("/")[0] for entry in wire.host.journal.entries()} == {
        "facebookexternalhit"
    }


@pytest.mark.parametrize(
    "rules",
    ["User-agent: *\nDisallow: /", "User-agent: facebookexternalhit\nDisallow: /m/\n\nUser-agent: *\nAllow: /"],
)
def test_robots_txt_is_obeyed(wire: Wire, rules: str) -> None:
    wire.host.host.robots = rules

    assert (problem(wire).reason_class, problem(wire).code) == (ReasonClass.RETRY, "instagram.robots_txt")


def test_a_host_without_robots_txt_allows_all(wire: Wire) -> None:
    wire.host.host.robots = None

    assert preflight(wire.host.add(jpeg()), timeouts=TIMEOUTS) is None


@pytest.mark.parametrize(
    ("change", "value"),
    [
        ("refuses_head", True),
        ("refuses_range", True),
        ("refused_agents", ("facebookexternalhit",)),
        ("redirects_to", "https://elsewhere.example/"),
    ],
)
def test_a_host_that_shuts_the_crawler_out_can_be_put_right(wire: Wire, change: str, value: object) -> None:
    setattr(wire.host.host, change, value)

    found = problem(wire)

    assert (found.reason_class, found.code) == (ReasonClass.RETRY, "instagram.picture_not_public")


def test_a_host_without_answer_is_tried_later(wire: Wire) -> None:
    wire.host.script.on("HEAD", lost())

    assert (problem(wire).reason_class, problem(wire).code) == (ReasonClass.RETRY, "instagram.picture_not_public")


def test_a_slow_host_is_tried_later(wire: Wire) -> None:
    wire.host.script.on("GET", late(0.6))

    found = preflight(wire.host.add(jpeg()), timeouts=BRIEF)

    assert found
    assert (found.reason_class, found.code) == (ReasonClass.RETRY, "instagram.picture_not_public")


def test_a_generic_media_type_fails(wire: Wire) -> None:
    wire.host.host.media_type = "application/octet-stream"

    assert (problem(wire).reason_class, problem(wire).code) == (ReasonClass.RETRY, "instagram.media_type")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (jpeg(kind="PNG"), "picture_format"),
        (jpeg(kind="WEBP"), "picture_format"),
        (mpo(), "picture_format"),
        (b"no picture", "picture_format"),
        (LARGE, "picture_size"),
        (jpeg(width=790, height=1000), "picture_ratio"),
        (jpeg(width=1920, height=1000), "picture_ratio"),
    ],
    ids=["png", "webp", "mpo", "none", "8 MiB + 1", "0.79", "1.92"],
)
def test_what_instagram_would_refuse_is_refused_before(wire: Wire, content: bytes, code: str) -> None:
    found = problem(wire, content)

    assert (found.reason_class, found.code) == (ReasonClass.CONTENT, f"instagram.{code}")


@pytest.mark.parametrize(
    "content",
    [
        jpeg(width=800, height=1000),
        jpeg(width=1910, height=1000),
        jpeg(width=319, height=319),
        jpeg(width=1441, height=1441),
        LARGE[:-1],
    ],
    ids=["0.80", "1.91", "319", "1441", "8 MiB"],
)
def test_the_edges_of_what_instagram_takes_pass(wire: Wire, content: bytes) -> None:
    assert preflight(wire.host.add(content), timeouts=TIMEOUTS) is None


def test_another_picture_than_the_approved_one_is_refused(wire: Wire) -> None:
    picture = replace(wire.host.add(jpeg(1)), sha256="0" * 64)

    found = preflight(picture, timeouts=TIMEOUTS)

    assert found
    assert (found.reason_class, found.code) == (ReasonClass.CONTENT, "instagram.picture_changed")


def test_addresses_beyond_ascii_are_refused_before_anybody_is_asked(wire: Wire) -> None:
    payload = wire.picture()
    payload = replace(payload, pictures=(replace(payload.pictures[0], url="https://media.example/ü.jpg"),))

    step = wire.step(payload, {})

    assert isinstance(step, Refusal)
    assert (step.reason_class, step.code) == (ReasonClass.CONTENT, "instagram.address")
