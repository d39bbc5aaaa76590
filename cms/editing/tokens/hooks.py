from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.editing.tokens.views import CREATE, REVOKE, TokenViewSet


@hooks.register("register_admin_viewset")
def token_views() -> TokenViewSet:
    return TokenViewSet("api_tokens", url_prefix="api-tokens")


@hooks.register("register_log_actions")
def token_log_actions(actions: Any) -> None:
    actions.register_action(CREATE, _("Create API token"), _("API token created"))
    actions.register_action(REVOKE, _("Revoke API token"), _("API token revoked"))
