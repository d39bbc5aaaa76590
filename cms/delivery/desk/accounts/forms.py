from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.coreutils import get_content_languages

from cms.delivery.models import ChannelAccount
from cms.transports.opening import Value, wire_of

LABELS: dict[str, StrOrPromise] = {
    "access_token": _("Access token"),
    "account_id": _("Number of the account"),
    "api_url": _("Address of the interface"),
    "api_version": _("Version of the interface"),
    "app_password": _("App password"),
    "bot_token": _("Token of the bot"),
    "chat_id": _("Channel"),
    "discussion_chat_id": _("Linked discussion group"),
    "handle": _("Handle"),
    "operations_chat_id": _("Chat for uploads"),
}
HELP: dict[str, StrOrPromise] = {
    "account_id": _("The number that Meta's app shows beside the account, not its name."),
    "bot_token": _("@BotFather gives it when the bot is made. The bot has to be an administrator of the channel."),
    "chat_id": _("The name with @, such as @example, or the number that begins with -100."),
    "discussion_chat_id": _("Its number. With it, posts whose answer was lost are found without a person looking."),
    "operations_chat_id": _("The number of a private chat that pictures are uploaded to beforehand."),
    "app_password": _("Made in the settings of Bluesky; not the password of the account."),
}


def _languages() -> list[tuple[str, StrOrPromise]]:
    return [("", _("All that have no account of their own")), *get_content_languages().items()]


class AccountForm(WagtailAdminModelForm):
    """What people call an account, and whose posts it carries."""

    locale = forms.ChoiceField(label=_("Language"), choices=_languages, required=False)

    class Meta:
        model = ChannelAccount
        fields: ClassVar[list[str]] = ["name", "locale", "time_zone"]

    def clean_locale(self) -> str:
        locale: str = self.cleaned_data["locale"]
        same = ChannelAccount.objects.active().filter(channel=self.instance.channel, locale=locale)
        if same.exclude(pk=self.instance.pk).exists():
            raise ValidationError(gettext("Another account carries this channel in this language already."))
        return locale


class CredentialsForm(forms.Form):
    """What opens an account of a channel. Secrets are entered, and never shown again."""

    def __init__(self, data: Any = None, *, account: ChannelAccount, initial: dict[str, str] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.account = account
        self.wire = wire_of(account.channel)
        self.is_settled = is_settled(account)
        for value in self.wire.values:
            if value.name != self.wire.external_id or not self.is_settled:
                self.fields[value.name] = _field(value)

    @property
    def values(self) -> dict[str, str]:
        """Return what is to be sealed."""
        named = {self.wire.external_id: self.account.external_id} if self.is_settled else {}
        return {name: value for name, value in {**named, **self.cleaned_data}.items() if value}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        external_id = cleaned.get(self.wire.external_id)
        same = ChannelAccount.objects.filter(channel=self.account.channel, external_id=external_id)
        known = same.exclude(pk=self.account.pk).first() if external_id else None
        if known is not None and known.retired_at is None:
            self.add_error(self.wire.external_id, gettext("This account is connected already."))
        elif known is not None:
            said = gettext("This account was retired. Take it into use again in the list of accounts.")
            self.add_error(self.wire.external_id, said)
        return cleaned

    @property
    def usual(self) -> list[forms.BoundField]:
        return [field for field in self if not self._is_special(field.name)]

    @property
    def special(self) -> list[forms.BoundField]:
        """Return what only few have to touch."""
        return [field for field in self if self._is_special(field.name)]

    def _is_special(self, name: str) -> bool:
        return any(value.name == name and (value.default or value.is_optional) for value in self.wire.values)


def is_settled(account: ChannelAccount) -> bool:
    """Say whether something went out: that stays with the account it went to, and another one is another account."""
    if not (account.pk and account.external_id):
        return False
    return account.deliveries.filter(publish_started_at__isnull=False).exists()


def _field(value: Value) -> forms.CharField:
    kinds: dict[str, Callable[..., forms.CharField]] = {"api_url": partial(forms.URLField, assume_scheme="https")}
    field = kinds.get(value.name, forms.CharField)(
        label=LABELS.get(value.name, value.name),
        help_text=HELP.get(value.name, ""),
        required=not (value.default or value.is_optional),
        max_length=2000,
    )
    if value.is_secret:
        # Browsers fill what they take for the password of the person, unless it is a new one.
        field.widget = forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=False)
    elif value.default:
        field.widget.attrs["placeholder"] = value.default
    return field
