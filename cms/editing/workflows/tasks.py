from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Page, TaskState

ASK_SOMEBODY_ELSE = _(
    "You asked for this review yourself, so a second person has to approve. "
    "To publish alone, if you may, cancel the review first."
)


class SecondPersonTask(AbstractGroupApprovalTask):
    """A review that nobody can give to their own work."""

    class Meta:
        verbose_name = _("review by a second person")
        verbose_name_plural = _("reviews by a second person")

    @classmethod
    def get_description(cls) -> str:
        return str(_("Members of these groups approve what somebody else has asked a review for"))

    def get_actions(self, obj: models.Model, user: Any) -> list[tuple[str, Any, bool]]:
        actions: list[tuple[str, Any, bool]] = super().get_actions(obj, user)
        if is_asked_for_by(obj, user=user):
            return [action for action in actions if action[0] != "approve"]
        return actions

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> str | None:
        """Do what was chosen and return where to go on, if not back."""
        if action_name == "approve":
            if task_state.workflow_state.requested_by == user:
                raise PermissionDenied(ASK_SOMEBODY_ELSE)
            if address := _form_with_errors(task_state):
                return address
        super().on_action(task_state, user, action_name, **kwargs)
        return None

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> models.QuerySet[TaskState]:
        states: models.QuerySet[TaskState] = super().get_task_states_user_can_moderate(user, **kwargs)
        return states.exclude(workflow_state__requested_by=user)


def is_asked_for_by(obj: Any, *, user: Any) -> bool:
    """Say whether the review under way was asked for by this person."""
    state = getattr(obj, "current_workflow_state", None)
    if state is None or state.requested_by != user:
        return False
    task = state.current_task_state and state.current_task_state.task.specific
    return isinstance(task, SecondPersonTask)


def _form_with_errors(task_state: TaskState) -> str:
    """Return the form to put the draft right in, if it must not be approved as it is."""
    from cms.editing.checks.gate import errors_in_draft  # noqa: PLC0415  Checks need models, which are loaded after this.

    page = task_state.workflow_state.content_object
    if not isinstance(page, Page) or not errors_in_draft(page):
        return ""
    return reverse("wagtailadmin_pages:edit", args=[page.pk])
