import logging
from dataclasses import replace
from datetime import timedelta

import pytest

from cms.transports.posting import (
    Absent,
    Account,
    Live,
    Metrics,
    ReasonClass,
    Receipt,
    Refusal,
    Token,
    Unknown,
)
from cms.transports.wire import Timeouts
from tests.cms.transports.instagram.samples import Wire
from tests.cms.transports.samples import BRIEF, FINGERPRINT
from tests.stand_ins.faults import UNCLEAR, Fault, Reply, Way, after, before, late
from tests.stand_ins.instagram import ACCOUNT, TOKEN, error

SETTLED = timedelta(minutes=6)


@pytest.mark.parametrize("fault", UNCLEAR, ids=lambda fault: fault.name)
def test_a_lost_or_broken_answer_is_found_out_by_looking(wire: Wire, fault: Fault) -> None:
    payload = wire.carousel(2)
    handle = wire.prepared(payload)
    wire.instagram.script.on("publish", fault)

    outcome = wire.publish(payload, handle)
    seen = wire.observe(payload, handle, after=SETTLED)

    assert isinstance(outcome, Unknown)
    assert isinstance(seen, Live if fault.has_effect else Absent)
    assert len(wire.instagram.journal.entries("publish")) == 1


@pytest.mark.parametrize(
    "reply",
    [
        error(4, 2207051),
        error(2),
        error(1),
        error(-1, 2207001),
        error(24, 2207008),
        error(24, 2207006),
        error(100, 33),
        error(368),
        error(25, 2207050),
        error(9004, 2207052),
        error(555),
        Reply(status=500),
    ],
    ids=lambda reply: (
        str(reply.data["error"].get("error_subcode", reply.data["error"]["code"])) if reply.data else "500"
    ),
)
def test_errors_that_may_come_after_the_effect_leave_it_unknown(wire: Wire, reply: Reply) -> None:
    payload = wire.picture()
    handle = wire.prepared(payload)
    wire.instagram.script.on("publish", after(reply))

    assert isinstance(wire.publish(payload, handle), Unknown)
    seen = wire.observe(payload, handle)
    assert isinstance(seen, Live)
    assert seen.remote_id == wire.instagram.live(FINGERPRINT)[0].id
    assert seen.permalink.endswith(f"/{seen.remote_id}/")


@pytest.mark.parametrize(
    ("reply", "reason_class"),
    [
        (error(4), ReasonClass.THROTTLED),
        (error(17), ReasonClass.THROTTLED),
        (error(613, status=429), ReasonClass.THROTTLED),
        (error(80002), ReasonClass.THROTTLED),
        (error(9, 2207042), ReasonClass.THROTTLED),
        (error(9007, 2207027), ReasonClass.RETRY),
        (error("9007", "2207027"), ReasonClass.RETRY),
        (error(190, 458, status=401), ReasonClass.ACCOUNT),
        (error(190, 467, status=401), ReasonClass.ACCOUNT),
        (error(10, status=403), ReasonClass.ACCOUNT),
        (error(2635), ReasonClass.ACCOUNT),
    ],
)
def test_refusals_before_the_effect_are_definite(wire: Wire, reply: Reply, reason_class: ReasonClass) -> None:
    payload = wire.picture()
    handle = wire.prepared(payload)
    wire.instagram.script.on("publish", before(reply), call=1)

    outcome = wire.publish(payload, handle)

    assert isinstance(outcome, Refusal)
    assert (outcome.reason_class, outcome.handle) == (reason_class, None)
    assert isinstance(wire.publish(payload, handle), Receipt)


def test_throttling_that_took_long_leaves_it_unknown(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cms.transports.instagram.refusals.AT_ONCE_SECONDS", 0.1)
    payload = wire.picture()
    handle = wire.prepared(payload)
    wire.instagram.script.on("publish", replace(late(0.3), reply=error(4)))

    assert isinstance(wire.publish(payload, handle), Unknown)


@pytest.mark.parametrize("has_effect", [True, False])
def test_a_late_answer_leaves_it_unknown(wire: Wire, *, has_effect: bool) -> None:
    payload = wire.picture()
    handle = wire.prepared(payload)
    wire.instagram.script.on("publish", late(0.6, has_effect=has_effect))

    assert isinstance(wire.publish(payload, handle, timeouts=BRIEF), Unknown)


def test_an_account_that_fares_badly_is_named_beside_the_doubt(wire: Wire) -> None:
    payload = wire.picture()
    handle = wire.prepared(payload)
    wire.instagram.switches.is_restricted = True

    outcome = wire.publish(payload, handle)

    assert isinstance(outcome, Unknown)
    assert outcome.reason_class == ReasonClass.ACCOUNT


def test_page_authorization_that_is_missing_parks_the_account(wire: Wire) -> None:
    payload = wire.picture()
    handle = wire.prepared(payload)
    wire.instagram.switches.lacks_page_authorization = True

    outcome = wire.publish(payload, handle)

    assert isinstance(outcome, Refusal)
    assert outcome.reason_class == ReasonClass.ACCOUNT


def test_what_is_not_finished_is_not_published(wire: Wire) -> None:
    payload = wire.picture()
    made = wire.step(payload, {"is_checked": True})

    outcome = wire.publish(payload, made.handle or {})

    assert isinstance(outcome, Refusal)
    assert (outcome.reason_class, outcome.code) == (ReasonClass.RETRY, "instagram.not_ready")


def test_a_container_that_expired_is_made_anew_once_its_status_says_so(wire: Wire) -> None:
    payload = wire.picture()
    handle = wire.prepared(payload)
    wire.instagram.script.on("publish", after(error(-2, 2207020)), call=1)

    consumed = wire.publish(payload, handle)
    other = wire.prepared(payload)
    wire.instagram.clock.advance(hours=25)
    expired = wire.publish(payload, other)

    assert isinstance(consumed, Unknown)
    assert isinstance(expired, Refusal)
    assert (expired.reason_class, expired.handle) == (ReasonClass.NEW_HANDLE, {})


def test_publishing_a_container_twice_makes_no_second_post(wire: Wire) -> None:
    payload = wire.picture()
    handle = wire.prepared(payload)

    first, second = wire.publish(payload, handle), wire.publish(payload, handle)

    assert isinstance(first, Receipt)
    assert isinstance(second, Unknown)
    seen = wire.observe(payload, handle)
    assert isinstance(seen, Live)
    assert seen.remote_id == first.remote_id


def test_nothing_is_published_without_a_container(wire: Wire) -> None:
    outcome = wire.publish(wire.picture(), {})

    assert isinstance(outcome, Refusal)
    assert (outcome.reason_class, wire.instagram.journal.methods) == (ReasonClass.NEW_HANDLE, [])


def test_an_answer_without_an_id_is_found_in_the_list(wire: Wire) -> None:
    wire.instagram.switches.names_media = False
    payload = wire.picture()
    handle = wire.prepared(payload)

    outcome = wire.publish(payload, handle)
    seen = wire.observe(payload, handle)

    assert isinstance(outcome, Unknown)
    assert isinstance(seen, Live)
    assert seen.remote_id


def test_an_id_may_be_a_number(wire: Wire) -> None:
    wire.instagram.switches.ids_are_numbers = True
    payload = wire.picture()

    outcome = wire.publish(payload, wire.prepared(payload))

    assert isinstance(outcome, Receipt)
    assert outcome.remote_id in wire.instagram.media


def test_before_five_minutes_nothing_proves_an_absence(wire: Wire) -> None:
    payload = wire.picture()
    handle = wire.prepared(payload)

    early = wire.observe(payload, handle, after=timedelta(minutes=4))
    later = wire.observe(payload, handle, after=SETTLED)

    assert isinstance(early, Unknown)
    assert isinstance(later, Absent)
    assert later.can_publish_again


def test_a_status_and_a_list_that_lag_are_waited_for(wire: Wire) -> None:
    wire.instagram.switches.status_lag = timedelta(minutes=3)
    wire.instagram.switches.list_lag = timedelta(minutes=4)
    payload = wire.picture()
    handle = wire.prepared(payload)
    attempted_at = wire.instagram.clock.now()
    wire.publish(payload, handle)
    seen = []
    for _ in range(3):
        now = wire.instagram.clock.advance(minutes=2)
        seen.append(wire.transport().observe(payload, handle=handle, attempted_at=attempted_at, now=now))

    assert [type(one) for one in seen] == [Unknown, Live, Live]


def test_a_post_that_the_list_never_shows_is_live_without_an_id(wire: Wire) -> None:
    wire.instagram.switches.list_lag = timedelta(hours=9)
    payload = wire.picture()
    handle = wire.prepared(payload)
    attempted_at = wire.instagram.clock.now()
    wire.publish(payload, handle)
    now = wire.instagram.clock.advance(minutes=6)

    seen = wire.transport().observe(payload, handle=handle, attempted_at=attempted_at, now=now)

    assert isinstance(seen, Live)
    assert seen.remote_id == ""


@pytest.mark.parametrize(
    ("caption", "media_type", "slides"),
    [("Sunset", "IMAGE", 0), (FINGERPRINT, "CAROUSEL_ALBUM", 2), (FINGERPRINT, "IMAGE", 0)],
    ids=["same minute", "other slides", "other kind"],
)
def test_a_strangers_post_is_not_taken_for_ours(wire: Wire, caption: str, media_type: str, slides: int) -> None:
    payload = wire.carousel(3)
    handle = wire.prepared(payload)
    wire.instagram.post(caption, media_type=media_type, slides=slides)

    seen = wire.observe(payload, handle, after=SETTLED)

    assert isinstance(seen, Absent)


def test_of_two_candidates_none_is_taken(wire: Wire) -> None:
    payload = wire.picture()
    handle = wire.prepared(payload)
    wire.instagram.post(payload.text)
    wire.instagram.post(payload.text)

    assert isinstance(wire.observe(payload, handle, after=SETTLED), Unknown)


def test_a_post_of_another_delivery_is_not_taken(wire: Wire) -> None:
    payload = wire.picture()
    handle = wire.prepared(payload)
    other = wire.instagram.post(payload.text)

    assert isinstance(wire.observe(payload, handle, after=SETTLED, bound=(other.id,)), Absent)


def test_an_older_post_with_the_same_words_is_not_taken(wire: Wire) -> None:
    payload = wire.picture()
    wire.instagram.post(payload.text)
    wire.instagram.clock.advance(minutes=10)
    handle = wire.prepared(payload)

    assert isinstance(wire.observe(payload, handle, after=SETTLED), Absent)


def test_a_list_without_captions_proves_nothing(wire: Wire) -> None:
    wire.instagram.switches.has_caption_field = False
    payload = wire.picture()
    handle = wire.prepared(payload)
    wire.instagram.post("Sunset")

    assert isinstance(wire.observe(payload, handle, after=SETTLED), Unknown)


@pytest.mark.parametrize("method", ["status", "list"])
def test_looking_that_fails_proves_nothing(wire: Wire, method: str) -> None:
    payload = wire.picture()
    handle = wire.prepared(payload)
    wire.instagram.script.on(method, Fault(has_effect=True, way=Way.BAD_GATEWAY))

    assert isinstance(wire.observe(payload, handle, after=SETTLED), Unknown)


def test_an_expired_container_leaves_the_decision_to_people(wire: Wire) -> None:
    payload = wire.picture()
    handle = wire.prepared(payload)

    seen = wire.observe(payload, handle, after=timedelta(hours=25))

    assert isinstance(seen, Absent)
    assert not seen.can_publish_again


@pytest.mark.parametrize(("total", "expected"), [(50, 50), (100, 100), (None, 50)])
def test_the_quota_is_read(wire: Wire, total: int | None, expected: int) -> None:
    wire.instagram.switches.quota_total = total
    wire.instagram.switches.usage = 97
    wire.instagram.post("Sunset")

    account = wire.transport().account()

    assert account == Account(external_id=ACCOUNT, name="verein", quota_total=expected, quota_used=1, usage=97)


def test_a_quota_that_cannot_be_read_is_not_known(wire: Wire) -> None:
    wire.instagram.script.on("quota", before(error(2)))

    account = wire.transport().account()

    assert isinstance(account, Account)
    assert (account.quota_total, account.quota_used) == (None, None)


def test_the_used_up_quota_refuses(wire: Wire) -> None:
    wire.instagram.switches.quota_total = 1
    payload = wire.picture()
    handle = wire.prepared(payload)
    wire.instagram.post("Sunset")

    outcome = wire.publish(payload, handle)

    assert isinstance(outcome, Refusal)
    assert (outcome.reason_class, outcome.retry_after) == (ReasonClass.THROTTLED, 3600)


def test_a_token_of_another_account_is_refused(wire: Wire) -> None:
    account = wire.transport(account_id="17841400000000009").account()

    assert isinstance(account, Refusal)
    assert (account.reason_class, account.code) == (ReasonClass.ACCOUNT, "instagram.other_account")


def test_a_version_that_has_ended_parks_the_account(wire: Wire) -> None:
    account = wire.transport(version="v20.0").account()

    assert isinstance(account, Refusal)
    assert account.code == "instagram.version"


def test_a_token_is_refreshed(wire: Wire) -> None:
    now = wire.instagram.clock.now()

    token = wire.transport().refresh(now=now)

    assert isinstance(token, Token)
    assert (token.value in wire.instagram.tokens, token.external_id) == (True, ACCOUNT)
    assert token.expires_at == now + timedelta(days=60)
    assert token.value not in repr(token)


def test_a_refreshed_token_of_another_account_is_not_taken(wire: Wire) -> None:
    wire.instagram.switches.refreshed_user = "17841400000000002"

    token = wire.transport().refresh(now=wire.instagram.clock.now())

    assert isinstance(token, Refusal)
    assert token.code == "instagram.other_account"


def test_a_token_that_is_too_young_is_refreshed_tomorrow(wire: Wire) -> None:
    wire.instagram.token.issued_at = wire.instagram.clock.now()

    token = wire.transport().refresh(now=wire.instagram.clock.now())

    assert isinstance(token, Refusal)
    assert (token.reason_class, token.retry_after) == (ReasonClass.RETRY, 86_400)


@pytest.mark.parametrize("subcode", [458, 460, 463, 467])
def test_a_dead_token_needs_its_owner(wire: Wire, subcode: int) -> None:
    wire.instagram.token.refused_with = subcode

    token = wire.transport().refresh(now=wire.instagram.clock.now())

    assert isinstance(token, Refusal)
    assert (token.reason_class, token.code) == (ReasonClass.ACCOUNT, "instagram.token")


def test_a_permalink_that_fails_fails_nothing(wire: Wire) -> None:
    medium = wire.instagram.post("Sunset")
    wire.instagram.script.on("medium", before(error(100, 33)), call=1)

    links = [wire.transport().permalink(remote_id=medium.id, handle={}) for _ in range(2)]

    assert links == ["", f"https://www.instagram.com/p/{medium.id}/"]


def test_numbers_are_those_that_instagram_said(wire: Wire) -> None:
    medium = wire.instagram.post("Sunset")

    metrics = wire.transport().metrics(remote_id=medium.id)

    assert isinstance(metrics, Metrics)
    assert metrics.values == {"reach": 120, "likes": 7}


def test_an_empty_set_is_not_zero(wire: Wire) -> None:
    wire.instagram.switches.insights = {}

    metrics = wire.transport().metrics(remote_id=wire.instagram.post("Sunset").id)

    assert isinstance(metrics, Metrics)
    assert metrics.values == {}


@pytest.mark.parametrize("refusal", [(10, "Not enough viewers"), (100, "unsupported metric"), (1, "An unknown error")])
def test_numbers_that_are_refused_are_asked_for_later(wire: Wire, refusal: tuple[int, str]) -> None:
    wire.instagram.switches.insights_refusal = refusal

    metrics = wire.transport().metrics(remote_id="18001")

    assert isinstance(metrics, Refusal)
    assert (metrics.reason_class, metrics.code) == (ReasonClass.RETRY, "instagram.no_insights")


def test_codes_may_be_strings(wire: Wire) -> None:
    wire.instagram.switches.codes_are_strings = True
    wire.instagram.switches.is_blocked = True

    step = wire.step(wire.picture(), {"is_checked": True})

    assert isinstance(step, Refusal)
    assert step.code == "instagram.blocked"


def test_the_token_is_in_a_header_and_nowhere_else(wire: Wire, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    payload = wire.picture()
    handle = wire.prepared(payload)
    wire.instagram.script.on("publish", before(error(100, None, f"Bad token {TOKEN}")), call=1)
    wire.instagram.script.on("publish", Fault(has_effect=True, way=Way.RESET), call=2)

    outcomes = [wire.publish(payload, handle) for _ in range(2)]
    account, token = wire.transport().account(), wire.transport().refresh(now=wire.instagram.clock.now())

    assert TOKEN not in repr((wire.transport(), handle, outcomes, account, token)) + caplog.text
    assert wire.instagram.journal.urls_with(TOKEN) == []
    assert {entry.headers["authorization"].partition(" ")[0] for entry in wire.instagram.journal.entries()} == {
        "Bearer"
    }


def test_an_answer_in_drops_ends_at_the_deadline(wire: Wire) -> None:
    payload = wire.picture()
    handle = wire.prepared(payload)
    wire.instagram.script.on("publish", late(2))

    outcome = wire.publish(payload, handle, timeouts=Timeouts(connect=1, read=60, deadline=0.4))

    assert isinstance(outcome, Unknown)
