import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, ClassVar

from django.db import IntegrityError, models, transaction
from django.db.models import Q
from graphql import GraphQLError

KEPT = timedelta(hours=24)
MAXIMUM_LENGTH = 100

Result = dict[str, Any]


class OperationIDError(GraphQLError):
    def __init__(self, message: str) -> None:
        super().__init__(message, extensions={"code": "BAD_OPERATION_ID"})


class OperationReplay(models.Model):
    """The answer to a mutation, given again to whoever repeats it because the answer was lost."""

    # Empty for the worker of this house, which needs no token.
    token = models.ForeignKey("api.Token", on_delete=models.CASCADE, related_name="+", null=True)
    operation_id = models.CharField(max_length=MAXIMUM_LENGTH)
    # What was asked for under the id.
    digest = models.CharField(max_length=64)
    result: "models.JSONField[Result, Result]" = models.JSONField()
    created_at = models.DateTimeField(db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["token", "operation_id"], name="one_answer_an_operation_id"),
            models.UniqueConstraint(
                fields=["operation_id"], name="one_answer_an_operation_id_of_the_house", condition=Q(token=None)
            ),
        ]

    def __str__(self) -> str:
        return self.operation_id


def once(
    act: Callable[[], Result], *, token_id: int | None, name: str, arguments: Mapping[str, Any], now: datetime
) -> tuple[Result, bool]:
    """Do it, and store the answer in the same transaction; or return the answer of before, and that it is one.

    The transaction is committed when this returns. Raises OperationIDError.
    """
    operation_id = _checked(arguments["operation_id"])
    digest = _digest(name, arguments)
    try:
        with transaction.atomic(durable=True):
            known = _known(token_id, operation_id, digest=digest)
            if known is not None:
                return known, True
            result = act()
            fields = {"token_id": token_id, "operation_id": operation_id, "digest": digest}
            OperationReplay.objects.create(**fields, result=result, created_at=now)
            return result, False
    except IntegrityError:
        # The same was sent twice at once, and the other was first.
        known = _known(token_id, operation_id, digest=digest)
        if known is None:
            raise
        return known, True


def is_known(token_id: int | None, operation_id: str) -> bool:
    """Say whether an answer is stored under an id. Raises OperationIDError."""
    return OperationReplay.objects.filter(token=token_id, operation_id=_checked(operation_id)).exists()


def forget_old(*, now: datetime) -> None:
    OperationReplay.objects.filter(created_at__lte=now - KEPT).delete()


def _known(token_id: int | None, operation_id: str, *, digest: str) -> Result | None:
    found = OperationReplay.objects.filter(token=token_id, operation_id=operation_id).first()
    if found is None:
        return None
    if found.digest != digest:
        message = f"The operation id '{operation_id}' was used for something else. Make a new one for each operation."
        raise OperationIDError(message)
    return found.result


def _checked(operation_id: str) -> str:
    if not operation_id or len(operation_id) > MAXIMUM_LENGTH:
        message = f"An operation id has 1 to {MAXIMUM_LENGTH} characters. A UUID is a good one."
        raise OperationIDError(message)
    return operation_id


def _digest(name: str, arguments: Mapping[str, Any]) -> str:
    return sha256(json.dumps([name, dict(arguments)], sort_keys=True, default=str).encode()).hexdigest()
