from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from cms.delivery.desk.accounts.acts import BY_NAME, AccountAct, NotDoneError
from cms.delivery.desk.header import accounts_crumb, header, posts_crumb
from cms.delivery.desk.rights import KEEP_ACCOUNTS, needs
from cms.delivery.models import ChannelAccount
from cms.pages.models import CHANNEL_LABELS

CONFLICT = 409


@require_http_methods(["GET", "POST"])
@needs(KEEP_ACCOUNTS)
def decide(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Ask whether an act is meant, and do it."""
    act = BY_NAME.get(name)
    if act is None:
        raise Http404
    account = get_object_or_404(ChannelAccount, pk=pk)
    if not act.is_open_for(account):
        return _ask(request, act, account, problem=_("Meanwhile somebody else was faster. Nothing was changed."))
    if request.method != "POST":
        return _ask(request, act, account)
    try:
        act.run(account, timezone.now(), request.user)
    except NotDoneError as error:
        return _ask(request, act, account, problem=str(error))
    messages.success(request, act.done)
    return redirect("desk:accounts")


def _ask(request: HttpRequest, act: AccountAct, account: ChannelAccount, *, problem: str = "") -> HttpResponse:
    context = {
        **header(posts_crumb(), accounts_crumb(), ("", f"{account.name}: {act.label}")),
        "act": act,
        "account": account,
        "channel_label": CHANNEL_LABELS.get(account.channel, account.channel),
        "problem": problem,
        "can_act": act.is_open_for(account),
    }
    return render(request, "delivery/desk/account_decide.html", context, status=CONFLICT if problem else None)
