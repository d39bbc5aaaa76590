from collections.abc import Mapping
from enum import Enum
from typing import Any

import graphene

from cms.delivery.accounts.models import Health
from cms.delivery.ledger.refusals import RefusalReason
from cms.delivery.ledger.states import DeliveryState, Evidence, Operation
from cms.transports.posting import Format, ReasonClass

STATES = {
    None: "How far a delivery is.",
    DeliveryState.WAITING: "Nothing was done yet.",
    DeliveryState.PREPARING: "It is being prepared; nothing is public.",
    DeliveryState.PREPARED: "It can be published with one call.",
    DeliveryState.PUBLISHING: "The irreversible call is being made.",
    DeliveryState.PUBLISHED: "It is done.",
    DeliveryState.UNCONFIRMED: "Nobody knows whether the call had an effect; it is being looked for.",
    DeliveryState.NEEDS_DECISION: "Nobody knows whether the call had an effect; a person has to look.",
    DeliveryState.CANCELLED: "It was called off.",
    DeliveryState.MISSED: "It was too late.",
    DeliveryState.FAILED: "It was definitely refused.",
}
OPERATIONS = {
    None: "What a delivery does.",
    Operation.PUBLISH: "Makes a post.",
    Operation.EDIT: "Changes the post that it follows.",
    Operation.DELETE: "Deletes the post that it follows.",
    Operation.PIN: "Pins the post that it follows.",
    Operation.CORRECT: "Makes a post that corrects the one it follows.",
}
EVIDENCES = {
    None: "How it is known what became of a delivery.",
    Evidence.ANSWERED: "The platform confirmed it.",
    Evidence.REFUSED: "The platform refused it.",
    Evidence.SEEN: "It was seen on the platform.",
    Evidence.PERSON: "A person looked.",
}
REASONS = {
    None: "Why a delivery must not be published.",
    RefusalReason.WITHDRAWN: "The page was withdrawn, or the channel was switched off for it.",
    RefusalReason.SUPERSEDED: "The page has changed, and another post takes the place of this one.",
    RefusalReason.TOO_EARLY: "It is not time yet, or the account has just published something.",
    RefusalReason.TOO_LATE: "It would come too late.",
    RefusalReason.ALREADY_LIVE: "It was published already, or nobody knows yet whether it was.",
    RefusalReason.LEASE_LOST: "Somebody else holds the delivery by now.",
    RefusalReason.ACCOUNT_BLOCKED: "The account is paused, rests or has to be connected anew.",
    RefusalReason.QUOTA: "The account has published as much as the platform allows.",
}
CLASSES = {
    None: "What has to happen after a refusal.",
    ReasonClass.RETRY: "The same step again, later.",
    ReasonClass.NEW_HANDLE: "Preparing anew; the handle is of no more use.",
    ReasonClass.THROTTLED: "Waiting; the whole account rests.",
    ReasonClass.ACCOUNT: "Whoever holds the account has to act; the whole account rests.",
    ReasonClass.CONTENT: "The content has to change; this post never goes out.",
}
FORMATS = {
    None: "What a post is made of.",
    Format.TEXT: "One message, with a preview of its link where the channel has any.",
    Format.PICTURE: "One picture with a caption.",
    Format.PICTURES: "Several pictures in one post, with a caption.",
    Format.STORY: "A picture that is gone after a day.",
}
HEALTHS = {
    None: "The condition of an account.",
    Health.OK: "It is in order.",
    Health.REFRESH_DUE: "It works, but its access ends soon.",
    Health.REAUTH: "It has to be connected anew.",
    Health.RESTRICTED: "The platform has restricted it.",
}


def _enum(kind: type[Enum], name: str, descriptions: Mapping[Any, str]) -> graphene.Enum:
    return graphene.Enum.from_enum(kind, name=name, description=descriptions.get)


DeliveryStateEnum = _enum(DeliveryState, "DeliveryState", STATES)
DeliveryOperationEnum = _enum(Operation, "DeliveryOperation", OPERATIONS)
DeliveryEvidenceEnum = _enum(Evidence, "DeliveryEvidence", EVIDENCES)
PublishRefusalReasonEnum = _enum(RefusalReason, "PublishRefusalReason", REASONS)
FailureClassEnum = _enum(ReasonClass, "FailureClass", CLASSES)
PostFormatEnum = _enum(Format, "PostFormat", FORMATS)
AccountHealthEnum = _enum(Health, "AccountHealth", HEALTHS)
