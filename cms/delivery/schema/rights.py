from django.db.models import Model
from graphql import GraphQLError

from cms.api.context import Context
from cms.api.global_ids import key_of
from cms.api.tokens import Scope, delivery_scope
from cms.delivery.accounts.models import ChannelAccount
from cms.delivery.ledger.deliveries import Delivery
from cms.delivery.planning.payloads import POSTED


class NotThereError(GraphQLError):
    def __init__(self, model: type[Model]) -> None:
        message = f"There is no such {model.__name__}. Ask for deliveryAccounts and dueDeliveries."
        super().__init__(message, extensions={"code": "NOT_FOUND"})


def allowed_channels(context: Context) -> list[str]:
    """Return the channels that the caller delivers for. Raises UnauthenticatedError or InsufficientScopeError."""
    scopes = {channel.value: delivery_scope(channel) for channel in sorted(POSTED)}
    context.caller.require(*scopes.values())
    return [channel for channel, scope in scopes.items() if context.caller.may(scope)]


def account_for(context: Context, account_id: str) -> ChannelAccount:
    """Return an account that the caller delivers for. Raises BadIDError, NotThereError or what `require` raises."""
    allowed_channels(context)
    account = ChannelAccount.objects.filter(pk=key_of(account_id, model=ChannelAccount)).first()
    if account is None:
        raise NotThereError(ChannelAccount)
    context.caller.require(delivery_scope(account.channel))
    return account


def delivery_for(context: Context, delivery_id: str) -> Delivery:
    """Return a delivery that the caller may work on. Raises as account_for does."""
    allowed_channels(context)
    delivery = Delivery.objects.filter(pk=key_of(delivery_id, model=Delivery)).first()
    if delivery is None:
        raise NotThereError(Delivery)
    context.caller.require(delivery_scope(delivery.channel))
    return delivery


def require_settling(context: Context) -> None:
    """Raise unless the caller speaks for a person who looked."""
    context.caller.require(Scope.POSTS_SETTLE)
