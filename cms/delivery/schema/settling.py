from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from cms.delivery.ledger import decisions
from cms.delivery.ledger.holding import WrongStateError
from cms.delivery.schema import steps
from cms.delivery.schema.inputs import OperationInput, plain
from cms.delivery.schema.replays import once
from cms.delivery.schema.results import ReportResult
from cms.delivery.schema.rights import delivery_for, require_settling

MAXIMUM_NOTE = 1000
DECISIONS = {
    None: "What a person found out.",
    "LIVE": "The post is there.",
    "ABSENT": "The post is not there; it goes out again.",
    "LEAVE": "Nothing more is to be done.",
}
Decision = graphene.Enum(
    "DeliveryDecision",
    [(name, name.lower()) for name in DECISIONS if name],
    description=lambda value: DECISIONS[value.name if value else None],
)


class ResolveUnknownInput(OperationInput, graphene.InputObjectType):
    """What a person found out about a delivery."""

    delivery = graphene.ID(required=True, description="The id of the delivery.")
    decision = graphene.InputField(Decision, required=True, description="What the person found out.")
    person = graphene.String(required=True, description="Who looked, for the log.")
    note = graphene.String(default_value="", description="How the person knows, for the log.")
    permalink = graphene.String(default_value="", description="The public address of the post, where it is there.")
    remote_id = graphene.String(default_value="", description="What the platform calls the post, where it is there.")


class SettlingMutations(graphene.ObjectType):
    """What people decide who looked themselves."""

    resolve_unknown = graphene.Field(
        ReportResult,
        required=True,
        input=graphene.Argument(ResolveUnknownInput, required=True, description="What to store."),
        description="Settle what nobody could know but a person who looked. Needs the scope posts:settle.",
    )

    @staticmethod
    def resolve_resolve_unknown(_root: None, info: GraphQLResolveInfo, input: Any) -> dict[str, Any]:  # noqa: A002  Its name.
        context = info.context
        require_settling(context)
        values = plain(input)
        delivery = delivery_for(context, values["delivery"])

        def act() -> dict[str, Any]:
            return _settled(delivery.pk, values, now=context.now)

        return once(act, token_id=context.caller.token_id, name="resolve", arguments=values, now=context.now)[0]


def _settled(delivery_id: int, values: dict[str, Any], *, now: Any) -> dict[str, Any]:
    person, note = values["person"][:100], values["note"][:MAXIMUM_NOTE]
    try:
        match values["decision"]:
            case "live":
                link, remote_id = values["permalink"], values["remote_id"]
                found = decisions.settle_as_live(
                    delivery_id, person=person, note=note, now=now, permalink=link, remote_id=remote_id
                )
            case "absent":
                found = decisions.send_anew(delivery_id, person=person, note=note, now=now)
            case _:
                found = decisions.leave(delivery_id, person=person, note=note, now=now)
    except WrongStateError as error:
        return steps.conflict("WRONG_STATE", error)
    except decisions.DeliveryBusyError as error:
        return steps.conflict("BUSY", error)
    except decisions.RemoteIDTakenError as error:
        return steps.conflict("REMOTE_ID_TAKEN", error)
    return {"type": "DeliveryChanged", "delivery": found.pk}
