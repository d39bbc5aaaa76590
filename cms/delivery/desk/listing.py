from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.admin.widgets.button import HeaderButton

from cms.delivery.desk.explanations.accounts import of_account
from cms.delivery.desk.explanations.words import Words
from cms.delivery.desk.filters import FilterForm
from cms.delivery.desk.header import header
from cms.delivery.desk.rights import DECIDE, SEE, SEE_ACCOUNTS, may, needs, visible_to
from cms.delivery.desk.rows import Row, rows_of
from cms.delivery.desk.sections import BY_NAME, SECTIONS, Section, counts_of
from cms.delivery.models import ChannelAccount, Delivery, DeliveryQuerySet

MOST_SHOWN, PAGE_SIZE = 10, 50


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A section with what of it fits on the screen."""

    section: Section
    rows: list[Row]
    count: int
    more_url: str = ""


@require_safe
@needs(SEE, DECIDE)
def index(request: HttpRequest) -> HttpResponse:
    """Show what is to come, being sent, sent, in doubt and not sent, or one of these in pages."""
    now = timezone.now()
    form = FilterForm(request.GET)
    found = form.narrow(visible_to(request.user))
    chosen = BY_NAME.get(form.cleaned_data.get("section", ""))
    counts = counts_of(found)
    context = {
        **header(("", _("Posts")), buttons=_buttons(request)),
        "form": form,
        "is_narrowed": any(form.cleaned_data.values()),
        "troubled": _troubled(now=now),
    }
    if chosen is None:
        return render(request, "delivery/desk/index.html", context | {"sections": _overview(request, found, counts)})
    page: Page[Delivery] = Paginator(_whole(chosen.of(found)), PAGE_SIZE).get_page(request.GET.get("p"))
    shown = Shown(section=chosen, rows=rows_of(page, now=now), count=counts[chosen.name])
    pages = page.paginator.get_elided_page_range(page.number)
    return render(request, "delivery/desk/index.html", context | {"sections": [shown], "page": page, "pages": pages})


def _overview(request: HttpRequest, found: DeliveryQuerySet, counts: dict[str, int]) -> list[Shown]:
    now = timezone.now()
    return [
        Shown(
            section=section,
            rows=rows_of(_whole(section.of(found))[:MOST_SHOWN], now=now),
            count=counts[section.name],
            more_url=_address(request, section) if counts[section.name] > MOST_SHOWN else "",
        )
        for section in SECTIONS
        if counts[section.name] or section.nothing
    ]


def _whole(deliveries: DeliveryQuerySet) -> DeliveryQuerySet:
    """Read what a line shows along with the deliveries."""
    return deliveries.select_related("account", "post")


def _address(request: HttpRequest, section: Section) -> str:
    asked = request.GET.copy()
    asked["section"] = section.name
    return f"{reverse('desk:index')}?{asked.urlencode()}"


def _troubled(*, now: datetime) -> list[tuple[ChannelAccount, Words]]:
    """Return the accounts that send nothing, each with why."""
    explained = ((account, of_account(account, now=now)) for account in ChannelAccount.objects.active())
    return [(account, words) for account, words in explained if words is not None]


def _buttons(request: HttpRequest) -> list[HeaderButton]:
    if not may(request.user, SEE_ACCOUNTS):
        return []
    return [HeaderButton(_("Accounts"), url=reverse("desk:accounts"), icon_name="user")]
