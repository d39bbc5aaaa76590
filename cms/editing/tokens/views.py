from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import log

from cms.api.tokens.models import Token, TokenState
from cms.api.tokens.scopes import scope_choices
from cms.editing.tokens.forms import NewTokenForm, RenameTokenForm

CREATE, REVOKE = "tokens.create", "tokens.revoke"


def allowed(token: Token) -> str:
    """Return what a token may do, in words."""
    words = dict(scope_choices())
    return ", ".join(str(words.get(scope, scope)) for scope in token.scopes)


def expiry(token: Token) -> str:
    return date_format(timezone.localtime(token.expires_at), "SHORT_DATE_FORMAT") if token.expires_at else "–"


class TokenListView(generic.IndexView):
    template_name = "editing/tokens/list.html"
    table_classname = "listing listing--cards"

    @cached_property
    def columns(self) -> list[Column]:
        return [
            self._get_title_column_class(TitleColumn)("name", label=_("Name"), get_url=self.get_edit_url),
            Column("start", label=_("Begins with"), accessor=lambda token: f"{token.start}…"),
            Column("state", label=_("State"), accessor=lambda token: token.state(now=timezone.now()).label),
            Column("scopes", label=pgettext("API token", "May"), accessor=allowed),
            # Wagtail's column for dates says how long ago they were.
            Column("expires_at", label=_("Expires"), accessor=expiry),
            DateColumn("last_used_at", label=_("Last used")),
            Column("created_by", label=_("Created by")),
        ]

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("created_by")

    def get_list_more_buttons(self, instance: Token) -> list[Any]:
        buttons: list[Any] = super().get_list_more_buttons(instance)
        for button in buttons:
            if button.url == self.get_delete_url(instance):
                button.label = _("Revoke")
        return buttons


class NewTokenView(generic.CreateView):
    """Makes a token and shows its key, on the answer to the form alone: no page that can be opened again has it."""

    def get_form_kwargs(self) -> dict[str, Any]:
        arguments: dict[str, Any] = super().get_form_kwargs()
        arguments.pop("instance", None)
        return arguments

    def form_valid(self, form: NewTokenForm) -> HttpResponse:
        given = form.cleaned_data
        token, key = Token.issue(
            name=given["name"],
            scopes=given["scopes"],
            expires_at=given["lifetime"].end,
            created_by_id=self.request.user.pk,
        )
        log(token, CREATE, user=self.request.user, data={"scopes": token.scopes})
        title = _("API token created")
        context = super().get_context_data(token=token, key=key, page_title=title, header_title=title)
        # Wagtail has all its answers stored nowhere, this one too.
        return TemplateResponse(self.request, "editing/tokens/created.html", context)


class TokenView(generic.EditView):
    """Renames a token and says what it may do, which never changes."""

    delete_item_label = gettext_lazy("Revoke")
    template_name = "editing/tokens/edit.html"

    def get_side_panels(self) -> MediaContainer:
        return MediaContainer()

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        state = self.object.state(now=timezone.now())
        found: dict[str, Any] = super().get_context_data(**context)
        return found | {"token": self.object, "state": state, "allowed": allowed(self.object)}


class RevokeTokenView(generic.DeleteView):
    """Revokes a token. Its row stays, so that the log of what was done keeps its name."""

    page_title = pgettext_lazy("API token", "Revoke")
    template_name = "editing/tokens/revoke.html"

    @property
    def confirmation_message(self) -> str:
        return _("Whatever uses this token gets no answer from now on. This cannot be undone.")

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        token: Token = self.get_object()
        if token.state(now=timezone.now()) is not TokenState.REVOKED:
            token.revoke()
            log(token, REVOKE, user=request.user)
        messages.success(request, _("“%(name)s” is revoked.") % {"name": token.name})
        return redirect(self.get_success_url())


class TokenViewSet(ModelViewSet):
    model = Token
    icon = "key"
    menu_label = gettext_lazy("API tokens")
    menu_name = "api-tokens"
    menu_order = 650
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = False
    index_view_class = TokenListView
    add_view_class = NewTokenView
    edit_view_class = TokenView
    delete_view_class = RevokeTokenView

    def get_form_class(self, for_update: bool = False) -> type[Any]:  # noqa: FBT001, FBT002  Wagtail's signature.
        return RenameTokenForm if for_update else NewTokenForm
