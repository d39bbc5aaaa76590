from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState

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
        if is_asked_for_by(obj, user):
            return [action for action in actions if action[0] != "approve"]
        return actions

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        if action_name == "approve" and task_state.workflow_state.requested_by == user:
            raise PermissionDenied(ASK_SOMEBODY_ELSE)
        super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> models.QuerySet[TaskState]:
        states: models.QuerySet[TaskState] = super().get_task_states_user_can_moderate(user, **kwargs)
        return states.exclude(workflow_state__requested_by=user)


def is_asked_for_by(obj: Any, user: Any) -> bool:
    """Say whether the review under way was asked for by this person."""
    state = getattr(obj, "current_workflow_state", None)
    if state is None or state.requested_by != user:
        return False
    task = state.current_task_state and state.current_task_state.task.specific
    return isinstance(task, SecondPersonTask)
