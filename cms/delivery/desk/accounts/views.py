from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from cms.delivery.accounts.sealing import CredentialsUnreadableError
from cms.delivery.desk.accounts.cards import card_of
from cms.delivery.desk.accounts.connecting import NotConnectedError, connect
from cms.delivery.desk.accounts.forms import AccountForm, CredentialsForm
from cms.delivery.desk.audit import CONNECT, PAUSE, RESUME, SETTINGS, log_account
from cms.delivery.desk.header import accounts_crumb, header, posts_crumb
from cms.delivery.desk.rights import CONNECT as MAY_CONNECT
from cms.delivery.desk.rights import KEEP_ACCOUNTS, SEE_ACCOUNTS, may, needs
from cms.delivery.models import ChannelAccount
from cms.delivery.planning.payloads import POSTED
from cms.pages.models import CHANNEL_LABELS
from cms.transports.opening import wire_of


@require_safe
@needs(SEE_ACCOUNTS, KEEP_ACCOUNTS)
def index(request: HttpRequest) -> HttpResponse:
    """Show how each account is, and what it may still do."""
    now = timezone.now()
    cards = [card_of(account, now=now) for account in ChannelAccount.objects.all()]
    context = {
        **header(posts_crumb(), ("", _("Accounts"))),
        "cards": [card for card in cards if card.account.retired_at is None],
        "retired": [card for card in cards if card.account.retired_at is not None],
        "may_keep": may(request.user, KEEP_ACCOUNTS),
        "channels": _channels() if may(request.user, MAY_CONNECT) else [],
    }
    return render(request, "delivery/desk/accounts.html", context)


@require_http_methods(["GET", "POST"])
@needs(MAY_CONNECT)
def add(request: HttpRequest, channel: str) -> HttpResponse:
    """Connect an account that is not known yet."""
    if channel not in POSTED:
        raise Http404
    return _connect(request, ChannelAccount(channel=channel), title=_("Connect an account"))


@require_http_methods(["GET", "POST"])
@needs(KEEP_ACCOUNTS)
def reconnect(request: HttpRequest, pk: int) -> HttpResponse:
    """Take new credentials for an account."""
    return _connect(request, get_object_or_404(ChannelAccount, pk=pk), title=_("Connect anew"))


@require_http_methods(["GET", "POST"])
@needs(KEEP_ACCOUNTS)
def settings(request: HttpRequest, pk: int) -> HttpResponse:
    account = get_object_or_404(ChannelAccount, pk=pk)
    form = AccountForm(request.POST or None, instance=account, for_user=request.user)
    if form.is_valid():
        form.save()
        log_account(account, SETTINGS, user=request.user)
        messages.success(request, _("The account was saved."))
        return redirect("desk:accounts")
    context = {**_header(account.name), "account": account, "form": form, "button": _("Save")}
    return render(request, "delivery/desk/account_form.html", context)


@require_POST
@needs(KEEP_ACCOUNTS)
def pause(request: HttpRequest, pk: int) -> HttpResponse:
    return _set_paused(request, pk, is_paused=True)


@require_POST
@needs(KEEP_ACCOUNTS)
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    return _set_paused(request, pk, is_paused=False)


def _set_paused(request: HttpRequest, pk: int, *, is_paused: bool) -> HttpResponse:
    account = get_object_or_404(ChannelAccount, pk=pk)
    # Only a change is an act, and two clicks are one.
    if ChannelAccount.objects.filter(pk=pk).exclude(is_paused=is_paused).update(is_paused=is_paused):
        log_account(account, PAUSE if is_paused else RESUME, user=request.user)
    said = _("%(account)s is paused: nothing goes out from it.") if is_paused else _("%(account)s goes on.")
    messages.success(request, said % {"account": account.name})
    return redirect("desk:accounts")


def _connect(request: HttpRequest, account: ChannelAccount, *, title: str) -> HttpResponse:
    """Ask for what opens an account, and of a new one what it is called."""
    posted = request.POST or None
    credentials = CredentialsForm(posted, account=account, initial=_public_values(account))
    form = AccountForm(posted, instance=account, for_user=request.user) if account.pk is None else None
    # Both are looked at, so that all problems are told at once.
    is_valid = all([credentials.is_valid(), form is None or form.is_valid()])
    if is_valid and (answer := _connected(request, account, credentials)):
        return answer
    context = {
        **_header(f"{CHANNEL_LABELS[account.channel]}: {title}"),
        "account": account,
        "form": form,
        "credentials": credentials,
        "button": _("Connect"),
    }
    return render(request, "delivery/desk/account_form.html", context)


def _connected(request: HttpRequest, account: ChannelAccount, form: CredentialsForm) -> HttpResponse | None:
    try:
        found = connect(account, form.values, now=timezone.now())
    except NotConnectedError as error:
        form.add_error(None, str(error))
        return None
    log_account(account, CONNECT, user=request.user)
    if found.is_checked:
        messages.success(request, _("The account is connected. The platform accepts the access."))
    else:
        said = _("The account is stored, but the platform could not be asked just now. Look here again in a while.")
        messages.warning(request, said)
    return redirect("desk:accounts")


def _public_values(account: ChannelAccount) -> dict[str, str]:
    """Return what was entered and is no secret."""
    try:
        known = account.credentials() if account.pk else {}
    except CredentialsUnreadableError:
        return {}
    wire = wire_of(account.channel)
    public = {value.name for value in wire.values if not value.is_secret}
    named = {wire.external_id: account.external_id} if account.external_id else {}
    return named | {name: value for name, value in known.items() if name in public}


def _channels() -> list[tuple[str, Any]]:
    return [(channel.value, CHANNEL_LABELS[channel]) for channel in sorted(POSTED)]


def _header(title: str) -> dict[str, Any]:
    return header(posts_crumb(), accounts_crumb(), ("", title)) | {"accounts_url": reverse("desk:accounts")}
