from typing import Any

import graphene

from cms.delivery.schema.enums import FailureClassEnum


class OperationInput:
    operation_id = graphene.String(
        required=True,
        description="Made anew for each operation, e.g. a UUID. Sent again within a day, the same answer comes back.",
    )


class HeldInput(OperationInput):
    delivery = graphene.ID(required=True, description="The id of the delivery.")
    fence = graphene.Int(required=True, description="The number that claiming gave.")


class AnswerInput(graphene.InputObjectType):
    """What the platform answered, for the log. Leave secrets out."""

    status = graphene.Int(description="The status of HTTP.")
    code = graphene.String(default_value="", description="The platform's code.")
    subcode = graphene.String(default_value="", description="The platform's subcode.")
    trace_id = graphene.String(default_value="", description="The platform's own number of the request.")
    body = graphene.String(default_value="", description="The body; its beginning is kept.")
    is_transient = graphene.Boolean(description="Whether the platform calls the error a passing one.")


class ClaimDeliveriesInput(OperationInput, graphene.InputObjectType):
    """Which deliveries to take on."""

    account = graphene.ID(required=True, description="The id of the account.")
    limit = graphene.Int(default_value=1, description="How many at most, up to 50.")
    lease_seconds = graphene.Int(
        default_value=180, description="For how long, from 30 to 3600; longer than the longest call may take."
    )
    worker = graphene.String(required=True, description="Who takes them on, for the log.")


class RenewLeaseInput(HeldInput, graphene.InputObjectType):
    """Which delivery to hold for longer."""

    lease_seconds = graphene.Int(default_value=180, description="For how long, from 30 to 3600.")


class RecordHandleInput(HeldInput, graphene.InputObjectType):
    """What a step of preparing made."""

    handle = graphene.String(required=True, description="What to find again, as a JSON object; it replaces the last.")
    is_ready = graphene.Boolean(required=True, description="Whether it can be published now.")
    wait_seconds = graphene.Float(default_value=0, description="Before the next step is worth trying.")
    answer = graphene.InputField(AnswerInput, description="What the platform answered.")


class BeginPublishInput(HeldInput, graphene.InputObjectType):
    """What to publish."""

    lease_seconds = graphene.Int(default_value=180, description="How long the call may take, from 30 to 3600.")


class CompletePublishInput(HeldInput, graphene.InputObjectType):
    """What was published."""

    remote_id = graphene.String(default_value="", description="What the platform calls the post, where it said so.")
    permalink = graphene.String(default_value="", description="The public address of the post, where it is known.")
    handle = graphene.String(default_value="", description="What to find again later, as a JSON object.")
    was_seen = graphene.Boolean(
        default_value=False, description="Whether it was found by looking, after the outcome was not known."
    )
    answer = graphene.InputField(AnswerInput, description="What the platform answered.")


class ReportFailureInput(HeldInput, graphene.InputObjectType):
    """Why a step definitely had no effect."""

    failure_class = graphene.InputField(FailureClassEnum, required=True, description="What has to happen now.")
    code = graphene.String(required=True, description="Why, for machines, e.g. telegram.chat_not_found.")
    reason = graphene.String(required=True, description="Why, for people.")
    is_definite = graphene.Boolean(
        required=True,
        description="Whether it is certain that the call had no effect. If not, it is an unknown outcome.",
    )
    retry_after = graphene.Float(description="Seconds that the platform wants to be left alone.")
    handle = graphene.String(
        description="What to find again, as a JSON object, where a part of it is of no more use; null keeps it."
    )
    answer = graphene.InputField(AnswerInput, description="What the platform answered.")


class ReportUnknownInput(HeldInput, graphene.InputObjectType):
    """Why nobody knows what a call came to."""

    code = graphene.String(default_value="unknown", description="Why, for machines.")
    reason = graphene.String(required=True, description="Why, for people.")
    wait_seconds = graphene.Float(default_value=30, description="Before looking is worth it.")
    failure_class = graphene.InputField(
        FailureClassEnum, description="How the account fared apart from this post, e.g. that its token was refused."
    )
    answer = graphene.InputField(AnswerInput, description="What the platform answered.")


class RecordPermalinkInput(HeldInput, graphene.InputObjectType):
    """Where a published post can be seen."""

    permalink = graphene.String(required=True, description="Its public address.")


class ReportAbsentInput(HeldInput, graphene.InputObjectType):
    """What was looked for in vain."""

    evidence = graphene.String(required=True, description="Where it was looked for, for people.")
    can_publish_again = graphene.Boolean(
        required=True, description="Whether the same handle can be published once more without making a second post."
    )
    wait_seconds = graphene.Float(default_value=60, description="Before looking again is worth it.")
    answer = graphene.InputField(AnswerInput, description="What the platform answered.")


def plain(values: Any) -> dict[str, Any]:
    """Return an input as plain data: graphene passes enum members for literals."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        inner = plain(value) if isinstance(value, dict) else value
        found[name] = getattr(inner, "value", inner)
    return found
