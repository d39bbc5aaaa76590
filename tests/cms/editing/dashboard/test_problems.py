from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cms.delivery.models import DeliveryState
from cms.editing.dashboard.problems import found_for
from tests.factories.desk import days, make_delivery, make_editor, make_failure, schedule
from tests.factories.site import NOW, Site, make_statement


@pytest.fixture
def editor(site: Site) -> AbstractUser:
    return make_editor(site.statements)


def notes(user: AbstractUser) -> list[str]:
    return [str(line.note) for line in found_for(user, now=timezone.now())]


def test_failed_and_doubtful_deliveries_are_told_in_words(site: Site, editor: AbstractUser) -> None:
    page = make_statement(site.statements)
    make_failure(page)
    make_delivery(page, state=DeliveryState.PUBLISHED)
    make_delivery(page, state=DeliveryState.UNCONFIRMED, problem="Keine Antwort.", due_at=NOW - days(900))

    assert notes(editor) == ["Telegram (DE): Telegram kennt den Kanal nicht.", "Telegram (DE): Keine Antwort."]


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
