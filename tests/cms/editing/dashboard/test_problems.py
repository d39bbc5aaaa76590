from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser, Permission
from django.utils import timezone
from django.utils.translation import override
from django_tasks_db.models import DBTaskResult

from cms.delivery.models import DeliveryState
from cms.editing.dashboard.problems import found_for
from tests.factories.desk import days, make_account, make_delivery, make_editor, make_failure, schedule
from tests.factories.site import NOW, Site, make_statement


@pytest.fixture
def editor(site: Site) -> AbstractUser:
    return make_editor(site.statements)


def notes(user: AbstractUser) -> list[str]:
    return [str(line.note) for line in found_for(user, now=timezone.now())]


def test_failed_and_doubtful_deliveries_are_told_in_words(site: Site, editor: AbstractUser) -> None:
    page = make_statement(site.statements)
    make_failure(page, reason="telegram.too_long", problem="Bad Request: message is too long")
    make_delivery(page, state=DeliveryState.PUBLISHED)
    make_delivery(
        page, state=DeliveryState.UNCONFIRMED, reason="telegram.no_answer", problem="Timed out.", due_at=NOW - days(900)
    )

    with override("en"):
        assert notes(editor) == [
            "Telegram (DE): The text is longer than 4,096 characters.",
            "Telegram (DE): Nobody knows whether the post is there, and no program is looking for it.",
        ]


def test_a_delivery_leads_to_the_desk_for_whoever_may_go_there(site: Site, editor: AbstractUser) -> None:
    page = make_statement(site.statements)
    failed = make_failure(page)
    before = [line.url for line in found_for(editor, now=timezone.now())]

    editor.user_permissions.add(Permission.objects.get(codename="view_delivery"))
    allowed = get_user_model().objects.get(pk=editor.pk)

    assert before == [f"/admin/pages/{page.pk}/edit/"]
    assert [line.url for line in found_for(allowed, now=timezone.now())] == [f"/admin/posts/{failed.pk}/"]


def test_more_than_fits_leads_to_the_report(site: Site, editor: AbstractUser) -> None:
    for _ in range(6):
        make_failure(make_statement(site.statements))

    assert [line.url for line in found_for(editor, now=timezone.now())][5:] == ["/admin/reports/failed-deliveries/"]


def test_accounts_that_send_nothing_are_told_to_whoever_sees_to_them(site: Site, editor: AbstractUser) -> None:
    make_account(health="reauth", problem_code="telegram.rights", problem="No rights.")
    make_account("instagram", is_paused=True)
    make_account("mastodon")
    administrator = get_user_model().objects.create_superuser("admin")

    with override("en"):
        assert notes(editor) == []
        assert notes(administrator) == ["The bot may not do this in the channel."]


def test_schedule_that_nobody_kept_is_overdue(site: Site, editor: AbstractUser) -> None:
    page = schedule(make_statement(site.statements), at=timezone.now() + days(1))
    before = notes(editor)

    page.revisions.update(approved_go_live_at=timezone.now() - timedelta(hours=1))

    assert before == []
    assert len(notes(editor)) == 1


def test_pages_of_others_are_not_told(site: Site) -> None:
    make_failure(make_statement(site.statements))

    assert notes(make_editor(site.events, name="fremd")) == []


def test_failed_background_tasks_are_for_administrators(site: Site, editor: AbstractUser) -> None:
    DBTaskResult.objects.create(
        status="FAILED",
        task_path="cms.images.tasks.make_renditions",
        args_kwargs={"args": [], "kwargs": {}},
        finished_at=timezone.now(),
        backend_name="default",
        run_after=timezone.now(),
        exception_class_path="builtins.ValueError",
        traceback="",
    )
    administrator = get_user_model().objects.create_superuser("admin")

    assert notes(editor) == []
    assert "make_renditions" in notes(administrator)[0]
