from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from cms.delivery.ledger import deliveries
from cms.delivery.schema.enums import PublishRefusalReasonEnum
from cms.delivery.schema.types import Delivery

CONFLICTS = {
    None: "Why nothing was stored.",
    "LEASE_LOST": "Somebody else holds the delivery by now: stop, and leave it alone.",
    "WRONG_STATE": "The step does not fit the state of the delivery.",
    "BUSY": "Somebody else writes the delivery at this moment.",
    "REMOTE_ID_TAKEN": "The post belongs to another delivery.",
}
DeliveryConflictCode = graphene.Enum(
    "DeliveryConflictCode",
    [(name, name) for name in CONFLICTS if name],
    description=lambda value: CONFLICTS[value.name if value else None],
)


class OfDelivery:
    delivery = graphene.Field(Delivery, required=True, description="The delivery as it is now.")

    @staticmethod
    def resolve_delivery(result: dict[str, Any], _info: GraphQLResolveInfo) -> deliveries.Delivery:
        return deliveries.Delivery.objects.get(pk=result["delivery"])


class DeliveryClaim(OfDelivery, graphene.ObjectType):
    """A delivery that nobody else may work on until the lease ends."""

    fence = graphene.Int(required=True, description="The number to name with all that is done about it.")
    lease_until = graphene.DateTime(required=True, description="When the lease ends.")


class DeliveryClaims(graphene.ObjectType):
    """What was taken on."""

    claims = graphene.List(
        graphene.NonNull(DeliveryClaim), required=True, description="The deliveries, the oldest first; may be none."
    )


class DeliveryConflict(graphene.ObjectType):
    """Nothing was stored."""

    code = graphene.Field(DeliveryConflictCode, required=True, description="Why, for machines.")
    message = graphene.String(required=True, description="Why, and what to do.")


class LeaseRenewed(graphene.ObjectType):
    """The delivery is held for longer."""

    lease_until = graphene.DateTime(required=True, description="When the lease ends.")


class DeliveryChanged(OfDelivery, graphene.ObjectType):
    """It was stored."""


class PublishGo(OfDelivery, graphene.ObjectType):
    """Make the call now, once, and report what it came to."""

    lease_until = graphene.DateTime(required=True, description="Until when the call must be reported.")
    is_repeated = graphene.Boolean(
        required=True,
        description="Whether this answer was given before. Unless it is certain that nothing was sent since, report "
        "an unknown outcome instead of making the call.",
    )


class PublishRefused(graphene.ObjectType):
    """Do not make the call."""

    reason = graphene.Field(PublishRefusalReasonEnum, required=True, description="Why, for machines.")
    message = graphene.String(required=True, description="Why, for people.")
    retry_at = graphene.DateTime(description="When it may be claimed again; null when it never may.")


TYPES = {
    kind.__name__: kind
    for kind in (DeliveryClaims, DeliveryConflict, LeaseRenewed, DeliveryChanged, PublishGo, PublishRefused)
}


class _Result(graphene.Union):
    class Meta:
        abstract = True

    @classmethod
    def resolve_type(cls, instance: dict[str, Any], _info: GraphQLResolveInfo) -> type[graphene.ObjectType]:
        return TYPES[instance["type"]]


class RenewLeaseResult(_Result):
    """What has become of a lease."""

    class Meta:
        types = (LeaseRenewed, DeliveryConflict)


class BeginPublishResult(_Result):
    """Whether a delivery may be published."""

    class Meta:
        types = (PublishGo, PublishRefused, DeliveryConflict)


class ReportResult(_Result):
    """What has become of a report."""

    class Meta:
        types = (DeliveryChanged, DeliveryConflict)
