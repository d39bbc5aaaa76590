from collections.abc import Mapping
from typing import Any

import graphene
from django.core.cache import cache
from django.utils.translation import gettext, override
from graphql import GraphQLResolveInfo

from cms.api.context import Context
from cms.api.global_ids import BadIDError, GlobalID, key_of
from home.enquiries import Enquiry, EnquiryNotSentError, Problem, send
from home.models import ContactPage, LocalGroupPage, SiteSettings

# Counted for each page and not for each sender: nobody's address is looked at.
MAXIMUM_SENT = 30
PERIOD_SECONDS = 60 * 60

FIELD_DESCRIPTIONS = {
    None: "The part of an enquiry that a problem lies in.",
    "PAGE": "The contact page.",
    "GROUP": "The local group.",
    "NAME": "The name of the sender.",
    "EMAIL": "The email address of the sender.",
    "MESSAGE": "The message.",
    "CONSENT": "The consent.",
    "SENDING": "None of the sender's: the mail could not be sent just now.",
}
EnquiryField = graphene.Enum(
    "EnquiryField",
    [(name, name.lower()) for name in ("PAGE", "GROUP", "NAME", "EMAIL", "MESSAGE", "CONSENT", "SENDING")],
    description=lambda value: FIELD_DESCRIPTIONS[value.name if value else None],
)


class EnquiryInput(graphene.InputObjectType):
    """What somebody writes to the organization or to a local group. It is sent by mail and stored nowhere."""

    page = graphene.ID(required=True, description="The id of the contact page.")
    group = graphene.ID(description="The id of one of the page's groups; the page's own address by default.")
    name = graphene.String(default_value="", description="The name; required to become a supporter.")
    email = graphene.String(required=True, description="Where the answer shall go.")
    message = graphene.String(default_value="", description="The message; required unless to become a supporter.")
    consent = graphene.Boolean(required=True, description="Whether the sender agrees to the page's consent.")


class EnquiryProblem(graphene.ObjectType):
    """Why an enquiry was not sent."""

    field = graphene.Field(EnquiryField, required=True, description="What has to change.")
    message = graphene.String(required=True, description="What to do, in the language of the page.")


class EnquirySent(graphene.ObjectType):
    """The mail is on its way."""

    page = graphene.ID(required=True, description="The id of the contact page.")


class EnquiryRefused(graphene.ObjectType):
    """Nothing was sent."""

    problems = graphene.List(graphene.NonNull(EnquiryProblem), required=True, description="All that has to change.")


class EnquiryResult(graphene.Union):
    """What has become of an enquiry."""

    class Meta:
        types = (EnquirySent, EnquiryRefused)


class EnquiryMutations(graphene.ObjectType):
    """What readers may send."""

    send_enquiry = graphene.Field(
        EnquiryResult,
        required=True,
        input=graphene.Argument(EnquiryInput, required=True, description="What to send."),
        description="Send what somebody writes to the organization or to a local group, by mail.",
    )

    @staticmethod
    def resolve_send_enquiry(
        _root: None,
        info: GraphQLResolveInfo,
        input: Any,  # noqa: A002  The name that mutations give to their argument.
    ) -> EnquirySent | EnquiryRefused:
        context: Context = info.context
        page = _visible(context, ContactPage, input["page"])
        if page is None:
            return _refused(Problem(field="page", message=gettext("This form does not exist any more.")))
        with override(page.locale.language_code):
            return _send(context, page, input)


def _send(context: Context, page: ContactPage, values: Mapping[str, Any]) -> EnquirySent | EnquiryRefused:
    enquiry = Enquiry.cleaned(
        name=values["name"] or "",
        email=values["email"],
        text=values["message"] or "",
        has_consented=values["consent"],
    )
    wanted = values.get("group")
    group = _group(context, page, wanted) if wanted else None
    problems = enquiry.problems(page)
    if wanted and group is None:
        problems.append(Problem(field="group", message=gettext("Please choose one of the groups, or none.")))
    if problems:
        return _refused(*problems)
    return _sent(enquiry, page, group) or _refused(_not_now(context, group))


def _sent(enquiry: Enquiry, page: ContactPage, group: LocalGroupPage | None) -> EnquirySent | None:
    """Send the mail, unless too many were sent just now or the server of mails refuses."""
    if not _may_send(page):
        return None
    try:
        send(enquiry, page=page, group=group)
    except EnquiryNotSentError:
        return None
    return EnquirySent(page=str(GlobalID.of(page)))


def _group(context: Context, page: ContactPage, group_id: str) -> LocalGroupPage | None:
    group = _visible(context, LocalGroupPage, group_id)
    is_offered = page.offers_groups and group is not None and group.email and group.locale_id == page.locale_id
    return group if is_offered else None


def _visible(context: Context, model: Any, page_id: str) -> Any:
    try:
        found = model.objects.filter(pk=key_of(page_id, model=model))
    except BadIDError:
        return None
    return context.visibility.pages(found).select_related("locale").first()


def _may_send(page: ContactPage) -> bool:
    key = f"enquiries:{page.pk}"
    cache.add(key, 0, PERIOD_SECONDS)
    try:
        return cache.incr(key) <= MAXIMUM_SENT
    except ValueError:
        # The period ended in between, and so nothing has been sent in the new one.
        return True


def _not_now(context: Context, group: LocalGroupPage | None) -> Problem:
    address = group.email if group else SiteSettings.for_site(context.site).email
    if not address:
        message = gettext("This could not be sent just now. Nothing is lost: please try again later.")
        return Problem(field="sending", message=message)
    message = gettext("This could not be sent just now. Nothing is lost: try again later, or write to %(address)s.")
    return Problem(field="sending", message=message % {"address": address})


def _refused(*problems: Problem) -> EnquiryRefused:
    return EnquiryRefused(problems=[EnquiryProblem(field=item.field, message=item.message) for item in problems])
