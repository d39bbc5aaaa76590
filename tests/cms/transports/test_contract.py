import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest

from cms.transports.bluesky import BlueskyTransport
from cms.transports.instagram import GraphAPI, InstagramTransport
from cms.transports.mastodon import MastodonTransport
from cms.transports.posting import (
    Absent,
    Account,
    Format,
    Handle,
    Idempotency,
    Live,
    Outcome,
    Payload,
    Progress,
    PushTransport,
    ReasonClass,
    Receipt,
    Refusal,
    Unknown,
)
from cms.transports.telegram import BotAPI, TelegramTransport
from cms.transports.wire import Timeouts
from tests.cms.transports.samples import BRIEF, FINGERPRINT, KEY, TIMEOUTS, jpeg
from tests.stand_ins import bluesky, instagram, mastodon, telegram
from tests.stand_ins.faults import UNCLEAR, Fault, late
from tests.stand_ins.pictures import PictureHost
from tests.stand_ins.server import StandIn


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A transport, its vendor, and how the vendor calls the act that cannot be taken back."""

    name: str
    vendor: type[StandIn]
    make: Callable[[str, Timeouts], PushTransport]
    publishing: frozenset[str]
    secret: str
    # Telegram's addresses hold the token; its vendor allows no header.
    keeps_urls_clean: bool = True


def _instagram(url: str, timeouts: Timeouts) -> PushTransport:
    graph = GraphAPI(url=url, version="v25.0", token=instagram.TOKEN, timeouts=timeouts)
    return InstagramTransport(graph=graph, account_id=instagram.ACCOUNT)


def _telegram(url: str, timeouts: Timeouts) -> PushTransport:
    api = BotAPI(url=url, token=telegram.TOKEN, timeouts=timeouts)
    return TelegramTransport(api=api, chat_id=telegram.CHAT, operations_chat_id=telegram.OPERATIONS)


def _mastodon(url: str, timeouts: Timeouts) -> PushTransport:
    return MastodonTransport(api_url=url, token=mastodon.TOKEN, timeouts=timeouts)


def _bluesky(url: str, timeouts: Timeouts) -> PushTransport:
    return BlueskyTransport(api_url=url, handle=bluesky.HANDLE, app_password=bluesky.PASSWORD, timeouts=timeouts)


KINDS = [
    Kind(
        name="instagram",
        vendor=instagram.Instagram,
        make=_instagram,
        publishing=frozenset({"publish"}),
        secret=instagram.TOKEN,
    ),
    Kind(
        name="telegram",
        vendor=telegram.Telegram,
        make=_telegram,
        publishing=frozenset({"sendMediaGroup"}),
        secret=telegram.TOKEN,
        keeps_urls_clean=False,
    ),
    Kind(
        name="mastodon",
        vendor=mastodon.Mastodon,
        make=_mastodon,
        publishing=frozenset({"publish"}),
        secret=mastodon.TOKEN,
    ),
    Kind(
        name="bluesky",
        vendor=bluesky.Bluesky,
        make=_bluesky,
        publishing=frozenset({"putRecord"}),
        secret=bluesky.PASSWORD,
    ),
]


@dataclass(kw_only=True)
class Line:
    """One transport on the wire to its vendor."""

    kind: Kind
    vendor: Any
    host: PictureHost
    transport: PushTransport
    stored: Handle = field(default_factory=dict)

    @property
    def payload(self) -> Payload:
        pictures = tuple(self.host.add(jpeg(number), alt_text=f"Slide {number}") for number in range(2))
        text = f"Für alle: https://{FINGERPRINT} #OffeneGesellschaft"
        return Payload(format=Format.PICTURES, text=text, pictures=pictures, fingerprint=FINGERPRINT, language="de")

    def prepare(self) -> Handle:
        for _ in range(60):
            step = self.transport.prepare(self.payload, key=KEY, handle=self.stored, now=self.vendor.clock.now())
            if isinstance(step, Refusal):
                assert step.reason_class in {ReasonClass.RETRY, ReasonClass.NEW_HANDLE}, step
                self.stored = self.stored if step.handle is None else step.handle
                continue
            # As a database gives it back.
            self.stored = json.loads(json.dumps(step.handle))
            self.vendor.clock.advance(seconds=step.wait)
            if step.is_ready:
                return self.stored
        pytest.fail("It was never ready.")

    def publish(self, transport: PushTransport | None = None) -> Outcome:
        now = self.vendor.clock.now()
        return (transport or self.transport).publish(self.payload, key=KEY, handle=self.stored, now=now)

    def observe(self) -> Live | Absent | Unknown:
        attempted_at = self.vendor.clock.now()
        now = self.vendor.clock.advance(minutes=6)
        return self.transport.observe(self.payload, handle=self.stored, attempted_at=attempted_at, now=now)

    def break_publishing(self, fault: Fault, *, call: int | None = None) -> None:
        for method in self.kind.publishing:
            self.vendor.script.on(method, fault, call=call)

    @property
    def publishing_calls(self) -> int:
        return sum(method in self.kind.publishing for method in self.vendor.journal.methods)


@pytest.fixture(params=KINDS, ids=lambda kind: kind.name)
def line(request: pytest.FixtureRequest) -> Iterator[Line]:
    kind: Kind = request.param
    with ExitStack() as stack:
        vendor, host = stack.enter_context(kind.vendor()), stack.enter_context(PictureHost())
        yield Line(kind=kind, vendor=vendor, host=host, transport=kind.make(vendor.url, TIMEOUTS))


def test_what_is_prepared_is_published_once(line: Line) -> None:
    line.prepare()
    before_publishing = len(line.vendor.live(FINGERPRINT))

    outcome = line.publish()

    assert isinstance(outcome, Receipt)
    assert outcome.remote_id
    assert (before_publishing, len(line.vendor.live(FINGERPRINT)), line.publishing_calls) == (0, 1, 1)
    json.dumps(outcome.handle)


def test_preparing_again_leaves_a_ready_handle_as_it_is(line: Line) -> None:
    handle = line.prepare()
    calls = len(line.vendor.journal.entries())

    step = line.transport.prepare(line.payload, key=KEY, handle=handle, now=line.vendor.clock.now())

    assert isinstance(step, Progress)
    assert (step.is_ready, step.handle, len(line.vendor.journal.entries())) == (True, handle, calls)


@pytest.mark.parametrize("fault", [*UNCLEAR, late(1.2), late(1.2, has_effect=False)], ids=lambda fault: fault.name)
def test_after_the_irreversible_call_an_unclear_answer_is_unknown_and_never_repeated(line: Line, fault: Fault) -> None:
    line.prepare()
    line.break_publishing(fault, call=1)

    outcome = line.publish(line.kind.make(line.vendor.url, replace(BRIEF, read=1)))

    assert isinstance(outcome, Unknown)
    assert line.publishing_calls <= 1


@pytest.mark.parametrize("fault", UNCLEAR, ids=lambda fault: fault.name)
def test_looking_says_what_happened_or_that_it_cannot(line: Line, fault: Fault) -> None:
    line.prepare()
    line.break_publishing(fault, call=1)
    line.publish()

    seen = line.observe()

    if not line.transport.capabilities.can_list:
        assert isinstance(seen, Unknown)
    elif fault.has_effect:
        assert isinstance(seen, Live)
        assert seen.remote_id
    else:
        assert isinstance(seen, Absent)


@pytest.mark.parametrize("fault", UNCLEAR, ids=lambda fault: fault.name)
def test_publishing_again_where_that_is_allowed_makes_no_second_post(line: Line, fault: Fault) -> None:
    if line.transport.capabilities.idempotency == Idempotency.NONE:
        assert not line.transport.capabilities.can_list
        return
    line.prepare()
    line.break_publishing(fault, call=1)
    line.publish()

    line.publish()

    assert len(line.vendor.live(FINGERPRINT)) == 1


def test_a_vendor_that_is_not_there_is_a_refusal_to_be_repeated(line: Line) -> None:
    line.prepare()
    nobody = line.kind.make("http://127.0.0.1:9", TIMEOUTS)

    outcome = line.publish(nobody)

    assert isinstance(outcome, Refusal)
    assert outcome.reason_class == ReasonClass.RETRY


@pytest.mark.parametrize("fault", UNCLEAR, ids=lambda fault: fault.name)
def test_nothing_raises_whatever_a_vendor_answers(line: Line, fault: Fault) -> None:
    line.prepare()
    line.vendor.script.randomly(seed=1, share=1, faults=[fault])
    transport, now = line.transport, line.vendor.clock.now()
    remote = {"remote_id": "101", "handle": line.stored}

    seen = [
        line.publish(),
        line.observe(),
        transport.edit(line.payload, **remote),
        transport.delete(**remote),
        transport.pin(**remote),
        transport.account(),
        transport.refresh(now=now),
        transport.metrics(remote_id="101"),
    ]

    assert {type(one) for one in seen} <= {Unknown, Refusal}
    assert transport.permalink(**remote) is not None


def test_what_a_transport_cannot_it_says(line: Line) -> None:
    line.prepare()
    receipt = line.publish()
    assert isinstance(receipt, Receipt)
    remote = {"remote_id": receipt.remote_id, "handle": receipt.handle}
    can = line.transport.capabilities

    edited = line.transport.edit(replace(line.payload, text=f"Neu {FINGERPRINT}"), **remote)
    pinned = line.transport.pin(**remote)
    deleted = line.transport.delete(**remote)

    for able, outcome in ((can.can_edit, edited), (can.can_pin, pinned), (can.can_delete, deleted)):
        assert isinstance(outcome, Receipt if able else Refusal)
        assert isinstance(outcome, Receipt) or ".cannot_" in outcome.code
    assert bool(line.vendor.live(FINGERPRINT)) != can.can_delete


def test_stories_and_empty_posts_are_refused_before_anybody_is_asked(line: Line) -> None:
    if line.kind.name == "instagram":
        refused = replace(line.payload, format=Format.TEXT, pictures=())
    else:
        refused = replace(line.payload, format=Format.STORY)

    step = line.transport.prepare(refused, key=KEY, handle={}, now=line.vendor.clock.now())

    assert isinstance(step, Refusal)
    assert (step.reason_class, line.vendor.journal.methods) == (ReasonClass.CONTENT, [])


def test_an_account_says_who_it_is(line: Line) -> None:
    account = line.transport.account()

    assert isinstance(account, Account)
    assert account.external_id


def test_secrets_stay_where_they_are(line: Line, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    line.prepare()
    outcome = line.publish()

    assert line.kind.secret not in repr((line.transport, line.stored, outcome)) + caplog.text
    if line.kind.keeps_urls_clean:
        assert line.vendor.journal.urls_with(line.kind.secret) == []


def test_a_post_of_another_delivery_is_never_taken_for_ours(line: Line) -> None:
    line.prepare()
    receipt = line.publish()
    assert isinstance(receipt, Receipt)
    now = line.vendor.clock.advance(minutes=6)

    seen = line.transport.observe(
        line.payload,
        handle=line.stored,
        attempted_at=now - timedelta(minutes=6),
        now=now,
        bound={receipt.remote_id},
    )

    # A key or a handle of our own tells without a list.
    assert not isinstance(seen, Live) or seen.remote_id == "" or line.kind.name == "bluesky"
