from datetime import timedelta
from typing import Any

import pytest

from cms.delivery.ledger.states import Operation
from cms.delivery.models import ChannelAccount, Delivery, Health
from cms.delivery.worker.in_process import InProcessClient
from cms.transports.posting import Format, Payload
from tests.cms.delivery.worker.rig import Rig, state
from tests.cms.transports.samples import FINGERPRINT, jpeg, text_payload
from tests.factories.desk import make_account, make_delivery
from tests.stand_ins.faults import Reply, before, lost
from tests.stand_ins.instagram import Instagram
from tests.stand_ins.pictures import PictureHost
from tests.stand_ins.telegram import Forwarding, Telegram


def carousel(host: PictureHost, count: int = 3) -> Payload:
    pictures = tuple(host.add(jpeg(number), alt_text=f"Slide {number}") for number in range(count))
    return Payload(format=Format.PICTURES, text=f"Für alle. {FINGERPRINT}", pictures=pictures, fingerprint=FINGERPRINT)


def test_a_message_goes_out_once(on_telegram: Rig, telegram: Telegram) -> None:
    delivery = on_telegram.plan(text_payload())

    states = on_telegram.rounds(3, seconds=60)

    assert (states, on_telegram.events) == (["PUBLISHED"], ["claimed", "prepared", "sending", "sent"])
    assert (len(telegram.ever(FINGERPRINT)), state(delivery)) == (1, "published")
    assert delivery.permalink == f"https://t.me/verein/{delivery.remote_id}"
    assert [line.outcome for line in delivery.attempts.all()] == ["preparing", "prepared", "publishing", "published"]


def test_a_message_takes_so_many_statements_and_looking_for_work_one(
    on_telegram: Rig, django_assert_num_queries: Any
) -> None:
    on_telegram.plan(text_payload())

    with django_assert_num_queries(66):
        on_telegram.round()
    with django_assert_num_queries(1):
        on_telegram.round()


def test_a_carousel_is_prepared_over_several_rounds(on_instagram: Rig, instagram: Instagram, host: PictureHost) -> None:
    delivery = on_instagram.plan(carousel(host))

    states = on_instagram.rounds(20, seconds=15)

    assert states[-1] == "PUBLISHED"
    assert "PREPARING" in states
    assert len(instagram.live(FINGERPRINT)) == 1
    assert instagram.published_unfinished() == []
    assert state(delivery) == "published"
    # The platform tells it only when it is asked for it.
    assert delivery.permalink.startswith("https://www.instagram.com/")


def test_a_lost_answer_is_looked_for_and_never_sent_again(on_telegram: Rig, telegram: Telegram) -> None:
    telegram.forwarding = Forwarding(seconds=40)
    telegram.script.on("sendMessage", lost(), call=1)
    delivery = on_telegram.plan(text_payload())

    states = on_telegram.rounds(5, seconds=20)

    assert (states[0], states[-1]) == ("UNCONFIRMED", "PUBLISHED")
    assert len(telegram.ever(FINGERPRINT)) == 1
    assert (state(delivery), delivery.evidence) == ("published", "seen")


def test_what_cannot_be_found_is_left_to_a_person(on_telegram: Rig, telegram: Telegram) -> None:
    telegram.script.on("sendMessage", lost(), call=1)
    delivery = on_telegram.plan(text_payload())

    states = on_telegram.rounds(40, seconds=60)

    assert states[-1] == "NEEDS_DECISION"
    assert (len(telegram.ever(FINGERPRINT)), state(delivery)) == (1, "needs_decision")


def test_a_container_that_was_not_published_is_published_once_more(
    on_instagram: Rig, instagram: Instagram, host: PictureHost
) -> None:
    instagram.script.on("publish", lost(has_effect=False), call=1)
    delivery = on_instagram.plan(carousel(host))

    states = on_instagram.rounds(60, seconds=30)

    assert "UNCONFIRMED" in states
    assert (len(instagram.live(FINGERPRINT)), state(delivery), delivery.publish_tries) == (1, "published", 2)


def test_a_refusal_brings_its_handle_along(on_instagram: Rig, instagram: Instagram, host: PictureHost) -> None:
    instagram.script.on("create", before(Reply(status=500, data={"error": {"code": 2, "message": "x"}})), call=1)
    delivery = on_instagram.plan(carousel(host))

    on_instagram.round()

    delivery.refresh_from_db()
    assert delivery.handle["tries"] == {"0": 1}
    assert on_instagram.events[-1] == "refused"


def test_a_refused_account_rests_and_nothing_else_is_tried(on_telegram: Rig, telegram: Telegram) -> None:
    telegram.tokens.clear()
    delivery = on_telegram.plan(text_payload())

    on_telegram.rounds(3, seconds=60)

    account = ChannelAccount.objects.get()
    assert (account.health, state(delivery)) == (Health.REAUTH, "prepared")
    assert len(telegram.journal.entries("sendMessage")) == 1


def test_a_change_reaches_the_post_that_stands(on_telegram: Rig, telegram: Telegram) -> None:
    first = on_telegram.plan(text_payload())
    on_telegram.round()
    edit = on_telegram.plan(text_payload(f"Anders. {FINGERPRINT}"), operation="edit", state="prepared", follows=first)

    on_telegram.round()

    assert [message.text for message in telegram.live(FINGERPRINT)] == [f"Anders. {FINGERPRINT}"]
    assert (state(edit), edit.remote_id) == ("published", "")


@pytest.mark.parametrize(("hours", "left"), [(47, []), (49, ["Dieser Beitrag wurde zurückgezogen."])])
def test_what_is_too_old_to_be_deleted_says_that_it_was_withdrawn(
    on_telegram: Rig, telegram: Telegram, hours: int, left: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "cms.delivery.schema.types.gettext", {"This post was withdrawn.": "Dieser Beitrag wurde zurückgezogen."}.get
    )
    first = on_telegram.plan(text_payload())
    on_telegram.round()
    on_telegram.clock.advance(hours=hours)
    delete = make_delivery(
        on_telegram.page,
        post=first.post,
        due_at=on_telegram.clock.now(),
        operation=Operation.DELETE,
        state="prepared",
        follows=first,
    )

    on_telegram.round()

    assert [message.text for message in telegram.chat.messages.values()] == left
    assert state(delete) == "published"


def test_a_post_that_nobody_can_name_is_not_changed(on_telegram: Rig) -> None:
    first = on_telegram.plan(text_payload(), state="published", publish_started_at=on_telegram.clock.now())
    edit = on_telegram.plan(text_payload("Anders."), operation="edit", state="prepared", follows=first)

    tally = on_telegram.round()

    assert (state(edit), edit.reason, tally.needs_people) == ("failed", "worker.target_unknown", True)


def test_an_account_without_credentials_is_a_problem_once_something_is_due(on_telegram: Rig) -> None:
    make_account("instagram", external_id="1")
    idle = on_telegram.round()
    make_delivery(on_telegram.page, channel="instagram", due_at=on_telegram.clock.now())

    tally = on_telegram.round()

    assert (idle.problems, len(tally.problems)) == ([], 1)
    assert "INSTAGRAM_ACCESS_TOKEN" in tally.problems[0]


def test_whoever_is_told_to_stop_begins_nothing(on_telegram: Rig, telegram: Telegram) -> None:
    delivery = on_telegram.plan(text_payload())
    on_telegram.client = Stopping(on_telegram, after="claim")

    on_telegram.round()

    assert telegram.journal.methods == []
    delivery.refresh_from_db()
    # The next worker takes it on soon.
    assert delivery.lease_until == on_telegram.clock.now() + timedelta(seconds=30)


class Stopping:
    """A client after whose document the worker is told to stop."""

    def __init__(self, rig: Rig, *, after: str) -> None:
        self.rig, self.after = rig, after
        self.client = InProcessClient(clock=rig.clock.now)

    def execute(self, name: str, variables: Any) -> Any:
        answer = self.client.execute(name, variables)
        self.rig.is_stopped = self.rig.is_stopped or name == self.after
        return answer


@pytest.mark.parametrize("killed_after", ["claim", "handle", "begin", "complete"])
def test_whoever_is_killed_leaves_nothing_twice(on_telegram: Rig, telegram: Telegram, killed_after: str) -> None:
    telegram.forwarding = Forwarding()
    delivery = on_telegram.plan(text_payload())
    on_telegram.client = Killed(on_telegram, after=killed_after)
    with pytest.raises(KeyboardInterrupt):
        on_telegram.round()
    on_telegram.client = None

    on_telegram.rounds(20, seconds=200)

    sent = len(telegram.ever(FINGERPRINT))
    # Nobody knows of a post whose sender was killed before the call, and a person has to look.
    expected = (0, "needs_decision") if killed_after == "begin" else (1, "published")
    assert (sent, state(delivery)) == expected
    assert Delivery.objects.count() == 1


class Killed(Stopping):
    def execute(self, name: str, variables: Any) -> Any:
        answer = self.client.execute(name, variables)
        if name == self.after:
            raise KeyboardInterrupt
        return answer
