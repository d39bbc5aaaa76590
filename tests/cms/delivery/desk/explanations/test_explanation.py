import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils.translation import override
from wagtail.models import Page

from cms.delivery.desk.explanations.explanation import explanation_of
from cms.delivery.desk.explanations.vocabulary import WORDS
from cms.delivery.ledger.refusals import RefusalReason
from cms.delivery.models import ChannelAccount
from cms.transports import bluesky, instagram, mastodon, telegram
from cms.transports.instagram import refusals as of_instagram
from cms.transports.telegram import refusals as of_telegram
from tests.cms.delivery.desk.conftest import in_doubt
from tests.factories.desk import make_delivery, make_failure
from tests.factories.site import NOW

# Of getting numbers or tokens, which is no reason of a delivery.
ELSEWHERE = {"instagram.no_insights"}


def test_every_reason_of_the_gate_is_explained() -> None:
    kept_by_others = {RefusalReason.LEASE_LOST}
    assert {reason.value for reason in RefusalReason if reason not in kept_by_others} <= set(WORDS)


def test_every_refusal_of_telegram_is_explained() -> None:
    meanings = (*of_telegram.BAD_REQUESTS.values(), of_telegram.OTHER_BAD_REQUEST, *of_telegram.BY_STATUS.values())

    assert {f"telegram.{meaning.code}" for meaning in meanings} - set(WORDS) == set()


def test_every_refusal_of_instagram_is_explained() -> None:
    known = (*of_instagram.BY_SUBCODE.values(), *of_instagram.BY_CODE.values())
    others = (of_instagram.UNREADABLE, of_instagram.INVALID, of_instagram.OTHER, of_instagram.WAIT_BY_STATUS)

    assert {f"instagram.{meaning.code}" for meaning in (*known, *others)} - set(WORDS) == set()


def test_every_code_that_a_wire_of_short_posts_names_is_explained() -> None:
    sources = "".join(Path(str(module.__file__)).read_text() for module in (mastodon, bluesky))
    made = {"mastodon.cannot_refresh", "bluesky.cannot_refresh", "bluesky.cannot_pin"}
    named = set(re.findall(r'"((?:mastodon|bluesky)\.\w+)"', sources)) - made
    refused = {f"bluesky.{code}" for code in re.findall(r'_refusal\("(\w+)"', sources)}

    assert named | refused | {f"bluesky.{name}" for name in bluesky.CLASSES} <= set(WORDS)


@pytest.mark.parametrize("package", [telegram, instagram])
def test_every_code_that_a_transport_names_is_explained(package: object) -> None:
    sources = Path(str(package.__file__)).parent.glob("*.py")  # type: ignore[attr-defined]  Packages have one.
    named = {
        code for source in sources for code in re.findall(r'"((?:telegram|instagram)\.[a-z_]+)"', source.read_text())
    }

    assert named - set(WORDS) - ELSEWHERE == set()


def explained(delivery: object) -> tuple[str, str]:
    with override("en"):
        found = explanation_of(delivery, now=NOW)  # type: ignore[arg-type]  The callers hand in deliveries.
        assert found is not None
        return (str(found.why), str(found.advice))


def test_a_reason_that_nobody_described_is_explained_by_its_state(page: Page) -> None:
    delivery = make_failure(page, reason="mastodon.418", problem="Mastodon refuses: a teapot.")

    advice = "Change the page and publish it again, send the post again, or post it by hand."
    assert explained(delivery) == ("The platform refused the post.", advice)
    found = explanation_of(delivery, now=NOW)
    assert found is not None
    assert found.technical == "Mastodon refuses: a teapot."


def test_what_the_ledger_says_itself_is_not_said_twice(page: Page) -> None:
    found = explanation_of(make_delivery(page, state="missed", reason="too_late", problem="Zu spät."), now=NOW)

    assert found is not None
    assert found.technical == ""


def test_in_doubt_looking_comes_before_what_the_reason_advises(page: Page) -> None:
    advice = "Look at the channel, and say whether the post is there."

    assert explained(in_doubt(page, reason="instagram.server_error"))[1] == advice


def test_what_waits_is_explained_by_its_account(page: Page) -> None:
    delivery = make_delivery(page)
    ChannelAccount.objects.update(blocked_until=NOW + timedelta(minutes=10))
    delivery.account.refresh_from_db()

    assert explained(delivery)[0].startswith("The platform asked for a rest, until Mon ")


def test_what_goes_as_planned_needs_no_explanation(page: Page) -> None:
    assert explanation_of(make_delivery(page, due_at=NOW), now=NOW) is None
    assert explanation_of(make_delivery(page, state="published", due_at=NOW), now=NOW) is None


LONG_AGO = NOW - timedelta(hours=1)


@pytest.mark.parametrize(
    ("state", "fields", "why"),
    [
        ("waiting", {}, "It should have gone out by now, but no program has taken it on."),
        ("prepared", {}, "It should have gone out by now, but no program has taken it on."),
        ("unconfirmed", {}, "Nobody knows whether the post is there, and no program is looking for it."),
        ("publishing", {"lease_until": LONG_AGO}, "Sending was cut off in the middle, and no program"),
    ],
)
def test_what_no_program_takes_on_is_said_to_lie_there(
    page: Page, state: str, fields: dict[str, object], why: str
) -> None:
    assert explained(make_delivery(page, state=state, due_at=LONG_AGO, **fields))[0].startswith(why)


@pytest.mark.parametrize(("state", "lease_until"), [("waiting", NOW), ("publishing", NOW), ("publishing", None)])
def test_what_is_being_worked_on_does_not_lie_there(page: Page, state: str, lease_until: object) -> None:
    delivery = make_delivery(page, state=state, due_at=LONG_AGO, lease_until=lease_until)

    assert explanation_of(delivery, now=NOW) is None


def test_what_cannot_be_looked_for_is_explained_by_its_account(page: Page) -> None:
    delivery = in_doubt(page, state="unconfirmed")
    delivery.account.health = "reauth"

    assert explained(delivery)[1] == "Connect the account anew. What waits then goes out by itself."


def test_what_can_no_longer_be_changed_is_said_of_what_stands(page: Page) -> None:
    delivery = make_delivery(page, state="published", reason="cannot_change", problem="…")

    assert "can no longer be changed" in explained(delivery)[0]
