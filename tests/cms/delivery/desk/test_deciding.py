from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from cms.delivery.models import ChannelAccount, Delivery
from tests.cms.delivery.desk.conftest import in_doubt, text, with_slides
from tests.factories.desk import make_delivery, make_failure
from tests.factories.ledger import column
from tests.factories.site import NOW, Site, make_statement

LINK = "https://t.me/verein/77"


def decide(client: Client, delivery: Delivery, name: str, **data: str) -> Any:
    return client.post(f"/admin/posts/{delivery.pk}/{name}/", data)


def last_line(delivery: Delivery) -> tuple[str, str, str]:
    line = delivery.attempts.get()
    return (line.step, line.outcome, line.worker)


def last_entry() -> tuple[str, str, str]:
    """Return what the history of pages says last, in English."""
    entry = PageLogEntry.objects.latest("pk")
    with translation.override("en"):
        return (entry.action, entry.user.username, registry.get_formatter(entry).format_message(entry))


def test_what_is_in_doubt_is_said_to_be_there(team: Client, page: Page) -> None:
    delivery = in_doubt(page)

    response = decide(team, delivery, "seen", link=f" {LINK}?single ")

    assert (response.status_code, response["Location"]) == (302, f"/admin/posts/{delivery.pk}/")
    delivery.refresh_from_db()
    found = (delivery.state, delivery.evidence, delivery.permalink, delivery.remote_id)
    assert found == ("published", "person", LINK, "77")
    assert last_line(delivery) == ("decide", "live", "anna")
    assert last_entry() == ("delivery.seen", "anna", f"Telegram (DE): found to be out {LINK}")


def test_what_is_in_doubt_is_said_not_to_be_there(team: Client, page: Page) -> None:
    delivery = in_doubt(page)

    response = decide(team, delivery, "absent")

    anew = Delivery.objects.get(state="waiting")
    assert response["Location"] == f"/admin/posts/{anew.pk}/"
    assert (column(delivery, "state"), anew.sequence) == ("cancelled", 2)
    assert anew.post.payload_hash == delivery.post.payload_hash
    assert last_line(delivery) == ("decide", "absent", "anna")
    assert last_entry() == ("delivery.absent", "anna", "Telegram (DE): not found, and sent again")


def test_what_failed_is_sent_again(team: Client, page: Page) -> None:
    delivery = make_failure(page)

    decide(team, delivery, "again")

    assert Delivery.objects.get(state="waiting").sequence == 2
    assert last_entry()[0] == "delivery.again"


def test_what_was_posted_by_hand_goes_out_no_more(team: Client, page: Page) -> None:
    delivery = with_slides(page)

    decide(team, delivery, "posted", link="http://instagram.com/verein/p/Abc_1-2/?igsh=xyz")

    assert column(delivery, "state") == "published"
    assert column(delivery, "permalink") == "https://www.instagram.com/verein/p/Abc_1-2"
    assert last_entry()[0] == "delivery.posted"


def test_what_is_skipped_is_over(team: Client, page: Page) -> None:
    delivery = make_delivery(page)

    decide(team, delivery, "skip")

    assert (column(delivery, "state"), column(delivery, "reason")) == ("cancelled", "left")
    assert last_line(delivery) == ("decide", "left", "anna")
    assert last_entry()[0] == "delivery.skip"


def test_a_change_that_was_made_by_hand_has_no_address(team: Client, page: Page) -> None:
    root = make_delivery(page, state="published", remote_id="7", permalink=LINK)
    delivery = make_failure(page, operation="edit", follows=root)

    decide(team, delivery, "posted")

    assert (column(delivery, "state"), column(delivery, "permalink")) == ("published", "")


def test_without_its_page_an_act_stands_at_the_delivery(team: Client, page: Page) -> None:
    delivery = in_doubt(page)
    page.delete()

    decide(team, delivery, "skip")

    assert ModelLogEntry.objects.get(action="delivery.skip").object_id == str(delivery.pk)


@pytest.mark.parametrize("link", ["", "https://www.instagram.com/p/Abc/", "https://t.me/verein", "javascript:alert(1)"])
def test_an_address_of_something_else_is_refused(team: Client, page: Page, link: str) -> None:
    delivery = in_doubt(page)

    response = decide(team, delivery, "seen", link=link)

    assert (response.status_code, list(response.context["form"].errors)) == (200, ["link"])
    assert column(delivery, "state") == "needs_decision"
    assert not PageLogEntry.objects.filter(action__startswith="delivery.").exists()


def test_an_address_of_another_post_here_is_refused(team: Client, site: Site, page: Page) -> None:
    make_delivery(make_statement(site.statements, "Andere"), state="published", remote_id="77")
    delivery = in_doubt(page)

    response = decide(team, delivery, "seen", link=LINK)

    assert "This address belongs to another post here." in text(response)
    assert not PageLogEntry.objects.filter(action__startswith="delivery.").exists()


def test_whoever_is_slower_is_told_so_and_keeps_what_was_entered(team: Client, page: Page) -> None:
    delivery = in_doubt(page)
    Delivery.objects.update(state="published", evidence="seen")

    response = decide(team, delivery, "seen", link=LINK)

    assert response.status_code == 409
    assert "was faster. Nothing was changed. This is how it is now: Is out." in text(response)
    assert f'value="{LINK}"' in text(response)
    assert not delivery.attempts.exists()


def test_whoever_decides_while_it_is_being_sent_is_told_so(
    team: Client, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivery = make_delivery(page, due_at=NOW)
    monkeypatch.setattr("cms.delivery.ledger.decisions.overrule", lambda *_args, **_options: False)

    response = decide(team, delivery, "skip")

    assert response.status_code == 409
    assert "The post is being worked on at this very moment." in text(response)


@pytest.mark.parametrize("name", ["seen", "absent", "skip"])
def test_nothing_is_done_without_asking(team: Client, page: Page, name: str) -> None:
    delivery = in_doubt(page)

    assert team.get(f"/admin/posts/{delivery.pk}/{name}/").status_code == 200
    assert column(delivery, "state") == "needs_decision"


def test_there_is_no_other_act(team: Client, page: Page) -> None:
    assert decide(team, in_doubt(page), "publish").status_code == 404


@pytest.mark.parametrize("name", ["seen", "absent", "again", "posted", "skip"])
def test_an_editor_decides_nothing(reader: Client, page: Page, name: str) -> None:
    delivery = in_doubt(page)

    assert decide(reader, delivery, name, link=LINK)["Location"] == "/admin/"
    assert column(delivery, "state") == "needs_decision"


def test_a_post_of_another_channel_of_telegram_is_refused(team: Client, page: Page) -> None:
    delivery = in_doubt(page)
    ChannelAccount.objects.update(external_id="@Verein")

    assert "another channel than @Verein" in text(decide(team, delivery, "seen", link="https://t.me/fremd/77"))
    assert decide(team, delivery, "seen", link=LINK).status_code == 302


def test_a_note_stands_in_the_course_and_in_the_audit_log(team: Client, page: Page) -> None:
    delivery = in_doubt(page)

    decide(team, delivery, "skip", note="In der App <nachgesehen>.")

    assert delivery.attempts.get().problem == "In der App <nachgesehen>."
    assert last_entry()[2] == "Telegram (DE): not to be sent (In der App <nachgesehen>.)"
    assert "<q>In der App &lt;nachgesehen&gt;.</q>" in text(team.get(f"/admin/posts/{delivery.pk}/"))


def test_a_note_that_is_too_long_is_refused_and_kept(team: Client, page: Page) -> None:
    delivery = in_doubt(page)

    response = decide(team, delivery, "skip", note="n" * 501)

    assert list(response.context["form"].errors) == ["note"]
    assert "n" * 501 in text(response)
    assert column(delivery, "state") == "needs_decision"


@pytest.mark.parametrize(("state", "name"), [("needs_decision", "absent"), ("failed", "again")])
def test_nothing_is_sent_again_from_a_retired_account(team: Client, page: Page, state: str, name: str) -> None:
    delivery = make_delivery(page, state=state)
    ChannelAccount.objects.update(retired_at=NOW)

    assert decide(team, delivery, name).status_code == 409
    assert Delivery.objects.count() == 1
    acts = team.get(f"/admin/posts/{delivery.pk}/").context["acts"]
    assert name not in [act.name for act in acts]
