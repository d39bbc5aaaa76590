import json

import graphene
from django.utils.translation import gettext, override
from graphql import GraphQLResolveInfo

from cms.api.global_ids import GlobalID
from cms.delivery.accounts import models as accounts
from cms.delivery.ledger import deliveries
from cms.delivery.ledger.posts import SocialPost
from cms.delivery.schema.enums import (
    AccountHealthEnum,
    DeliveryEvidenceEnum,
    DeliveryOperationEnum,
    DeliveryStateEnum,
    PostFormatEnum,
)

# More than a platform lists of what is new.
MAXIMUM_TAKEN = 500


class ChannelAccount(graphene.ObjectType):
    """An account that posts go out of."""

    id = graphene.ID(required=True, description="Names the account in this API.")
    channel = graphene.String(required=True, description="The channel, e.g. telegram.")
    locale = graphene.String(
        required=True, description="The language of its posts; empty for every language without an account of its own."
    )
    name = graphene.String(required=True, description="What the account is called here.")
    external_id = graphene.String(required=True, description="What the platform calls it.")
    health = graphene.Field(AccountHealthEnum, required=True, description="Whether it can send.")
    is_paused = graphene.Boolean(required=True, description="Whether a person keeps everything back.")
    is_retired = graphene.Boolean(required=True, description="Whether it is only kept for what went out of it.")
    blocked_until = graphene.DateTime(description="Until when the platform wants it to rest.")
    token_expires_at = graphene.DateTime(description="When the access of the account ends.")

    @staticmethod
    def resolve_id(account: accounts.ChannelAccount, _info: GraphQLResolveInfo) -> str:
        return str(GlobalID.of(account))

    @staticmethod
    def resolve_is_retired(account: accounts.ChannelAccount, _info: GraphQLResolveInfo) -> bool:
        return account.retired_at is not None


class PostPicture(graphene.ObjectType):
    """A picture of a post."""

    url = graphene.String(required=True, description="A public address that never shows anything else.")
    sha256 = graphene.String(required=True, description="The digest of its bytes, in hexadecimal digits.")
    alt_text = graphene.String(required=True, description="What it shows, for those who do not see it.")
    width = graphene.Int(required=True, description="Its width in pixels.")
    height = graphene.Int(required=True, description="Its height in pixels.")


class PostCard(graphene.ObjectType):
    """What stands below a post and leads to its link; its picture is the first of the post's."""

    title = graphene.String(required=True, description="Its heading.")
    description = graphene.String(required=True, description="The words below; may be empty.")


class PostPayload(graphene.ObjectType):
    """What goes out, frozen when it was approved."""

    format = graphene.Field(PostFormatEnum, required=True, description="What it is made of.")
    text = graphene.String(required=True, description="The text or caption, without markup.")
    markup = graphene.String(
        required=True, description="The same in the channel's markup, e.g. Telegram's HTML; empty where it has none."
    )
    link = graphene.String(required=True, description="The address of the page.")
    card = graphene.Field(PostCard, description="What leads to the link, where the channel does not make that itself.")
    fingerprint = graphene.String(
        required=True, description="A part of the text that tells this post from any other; may be empty."
    )
    pictures = graphene.List(
        graphene.NonNull(PostPicture), required=True, description="The pictures in the order they are shown."
    )
    notes = graphene.List(
        graphene.NonNull(graphene.String), required=True, description="What the channel could not carry as it was."
    )
    hash = graphene.String(required=True, description="The same for payloads that readers cannot tell apart.")
    publish_at = graphene.DateTime(required=True, description="When it is to go out.")
    local_time = graphene.String(required=True, description="What clocks show then, e.g. 2026-11-23T18:00.")
    time_zone = graphene.String(required=True, description="Where clocks show that, e.g. Europe/Berlin.")
    not_after = graphene.DateTime(required=True, description="After that it makes no sense any more.")

    @staticmethod
    def resolve_card(post: SocialPost, _info: GraphQLResolveInfo) -> dict[str, str] | None:
        return post.card or None

    @staticmethod
    def resolve_pictures(post: SocialPost, _info: GraphQLResolveInfo) -> list[dict[str, object]]:
        return post.media

    @staticmethod
    def resolve_hash(post: SocialPost, _info: GraphQLResolveInfo) -> str:
        return post.payload_hash


class PostTarget(graphene.ObjectType):
    """The post that a delivery changes, deletes or pins."""

    remote_id = graphene.String(required=True, description="What the platform calls it; empty when that is not known.")
    permalink = graphene.String(required=True, description="Its public address, or nothing.")
    handle = graphene.String(required=True, description="What whoever published it stored, as JSON.")
    withdrawal_note = graphene.String(
        required=True,
        description="What the post may say instead where the platform does not let it be deleted any more.",
    )

    @staticmethod
    def resolve_withdrawal_note(delivery: deliveries.Delivery, _info: GraphQLResolveInfo) -> str:
        with override(delivery.locale):
            return gettext("This post was withdrawn.")

    @staticmethod
    def resolve_handle(delivery: deliveries.Delivery, _info: GraphQLResolveInfo) -> str:
        return json.dumps(delivery.handle)


class Delivery(graphene.ObjectType):
    """One act of sending a page to a channel, and what became of it."""

    id = graphene.ID(required=True, description="Names the delivery in this API.")
    account = graphene.Field(ChannelAccount, required=True, description="Where it goes out.")
    channel = graphene.String(required=True, description="The channel, e.g. telegram.")
    locale = graphene.String(required=True, description="The language of the post.")
    title = graphene.String(required=True, description="The title of the page.")
    operation = graphene.Field(DeliveryOperationEnum, required=True, description="What it does.")
    sequence = graphene.Int(
        required=True, description="Counts deliveries of one page, account and operation; each has at most one effect."
    )
    state = graphene.Field(DeliveryStateEnum, required=True, description="How far it is.")
    due_at = graphene.DateTime(required=True, description="When it is to go out.")
    next_attempt_at = graphene.DateTime(required=True, description="When something can be done about it.")
    lease_until = graphene.DateTime(description="Until when somebody holds it.")
    payload = graphene.Field(PostPayload, required=True, description="What goes out.")
    target = graphene.Field(PostTarget, description="What it changes, deletes or pins.")
    handle = graphene.String(required=True, description="What was stored with recordHandle, as JSON.")
    publish_tries = graphene.Int(required=True, description="How often publishing was begun.")
    publish_started_at = graphene.DateTime(description="When publishing was begun last.")
    published_at = graphene.DateTime(description="When it was known to be done.")
    remote_id = graphene.String(required=True, description="What the platform calls the post, or nothing.")
    permalink = graphene.String(required=True, description="The public address of the post, or nothing.")
    taken_remote_ids = graphene.List(
        graphene.NonNull(graphene.String),
        required=True,
        description="Posts of the account that belong to other deliveries, so that this one cannot have made them.",
    )
    evidence = graphene.Field(DeliveryEvidenceEnum, description="How it is known what became of it.")
    reason = graphene.String(required=True, description="Why it is as it is, for machines, or nothing.")
    problem = graphene.String(required=True, description="Why it is as it is, for people, or nothing.")

    @staticmethod
    def resolve_id(delivery: deliveries.Delivery, _info: GraphQLResolveInfo) -> str:
        return str(GlobalID.of(delivery))

    @staticmethod
    def resolve_title(delivery: deliveries.Delivery, _info: GraphQLResolveInfo) -> str:
        return delivery.post.title

    @staticmethod
    def resolve_payload(delivery: deliveries.Delivery, _info: GraphQLResolveInfo) -> SocialPost:
        return delivery.post

    @staticmethod
    def resolve_target(delivery: deliveries.Delivery, _info: GraphQLResolveInfo) -> deliveries.Delivery | None:
        return delivery.follows

    @staticmethod
    def resolve_handle(delivery: deliveries.Delivery, _info: GraphQLResolveInfo) -> str:
        return json.dumps(delivery.handle)

    @staticmethod
    def resolve_taken_remote_ids(delivery: deliveries.Delivery, _info: GraphQLResolveInfo) -> list[str]:
        others = deliveries.Delivery.objects.filter(account=delivery.account_id).exclude(pk=delivery.pk)
        taken = others.exclude(remote_id="").order_by("-pk").values_list("remote_id", flat=True)
        return list(taken[:MAXIMUM_TAKEN])

    @staticmethod
    def resolve_evidence(delivery: deliveries.Delivery, _info: GraphQLResolveInfo) -> str | None:
        return delivery.evidence or None
