import graphene
from graphql import GraphQLResolveInfo

from cms.delivery.accounts import models as accounts
from cms.delivery.ledger import deliveries
from cms.delivery.ledger.claims import busy
from cms.delivery.schema.rights import account_for, allowed_channels, delivery_for
from cms.delivery.schema.types import ChannelAccount, Delivery

MAXIMUM_DUE = 50


class DeliveryQueries(graphene.ObjectType):
    """What is to go out. Asking changes nothing and promises nothing: claim what is due before doing it."""

    delivery_accounts = graphene.List(
        graphene.NonNull(ChannelAccount),
        required=True,
        due=graphene.Argument(
            graphene.Boolean,
            default_value=False,
            description="Whether to leave out those for which claimDeliveries would find nothing now.",
        ),
        description="The accounts that the token delivers for.",
    )
    due_deliveries = graphene.List(
        graphene.NonNull(Delivery),
        required=True,
        account=graphene.Argument(graphene.ID, required=True, description="The id of the account."),
        first=graphene.Argument(graphene.Int, default_value=20, description=f"How many at most, up to {MAXIMUM_DUE}."),
        description="What could be claimed now, the oldest first.",
    )
    delivery = graphene.Field(
        Delivery,
        required=True,
        id=graphene.Argument(graphene.ID, required=True, description="The id of the delivery."),
        description="A delivery by its id.",
    )

    @staticmethod
    def resolve_delivery_accounts(_root: None, info: GraphQLResolveInfo, *, due: bool) -> list[accounts.ChannelAccount]:
        mine = accounts.ChannelAccount.objects.filter(channel__in=allowed_channels(info.context))
        return list(busy(mine, now=info.context.now) if due else mine)

    @staticmethod
    def resolve_due_deliveries(
        _root: None, info: GraphQLResolveInfo, account: str, first: int
    ) -> list[deliveries.Delivery]:
        found = account_for(info.context, account)
        due = deliveries.Delivery.objects.due(info.context.now).filter(account=found).order_by("due_at", "pk")
        return list(due.select_related("account", "post", "follows")[: max(0, min(first, MAXIMUM_DUE))])

    @staticmethod
    def resolve_delivery(_root: None, info: GraphQLResolveInfo, id: str) -> deliveries.Delivery:  # noqa: A002  Its name.
        return delivery_for(info.context, id)
