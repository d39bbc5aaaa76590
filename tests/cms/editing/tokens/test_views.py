import re
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

from cms.api.tokens.keys import is_well_formed
from cms.api.tokens.models import Token, TokenState
from cms.editing.workflows.groups import ADMINISTRATION, EDITORS, create_groups
from tests.factories.people import make_administrator, make_user
from tests.factories.site import Site

GIVEN = {"name": "Website", "scopes": ["content:read", "posts:deliver:telegram"], "lifetime": "90"}


@pytest.fixture
def administrator(site: Site, client: Client) -> Any:
    user = make_administrator()
    client.force_login(user)
    return user


def make_token(**fields: Any) -> Token:
    return Token.issue(**({"name": "Website", "scopes": ["content:read"], "expires_at": None} | fields))[0]


def actions(token: Token) -> list[str]:
    entries = registry.get_logs_for_instance(token).order_by("timestamp")
    return [entry.action for entry in entries]


def test_a_token_is_shown_once_and_never_again(administrator: Any, client: Client) -> None:
    response = client.post(reverse("api_tokens:add"), GIVEN)

    key = re.search(r'value="(cms_\w+)"', response.content.decode())
    assert key
    assert is_well_formed(key[1])
    assert "no-store" in response.headers["Cache-Control"]
    token = Token.objects.for_key(key[1])
    assert token
    assert (token.name, token.scopes, token.created_by) == ("Website", GIVEN["scopes"], administrator)
    assert token.expires_at
    assert (token.expires_at - timezone.now()).days == 89
    pages = [reverse("api_tokens:index"), reverse("api_tokens:edit", args=[token.pk])]
    assert [key[1][8:] in client.get(page).content.decode() for page in pages] == [False, False]


def test_a_token_may_be_without_end(administrator: Any, client: Client) -> None:
    client.post(reverse("api_tokens:add"), GIVEN | {"lifetime": ""})

    assert Token.objects.get().expires_at is None


@pytest.mark.parametrize("wrong", [{"scopes": []}, {"scopes": ["all"]}, {"name": ""}, {"lifetime": "9999"}])
def test_what_makes_no_sense_is_refused(administrator: Any, client: Client, wrong: dict[str, Any]) -> None:
    response = client.post(reverse("api_tokens:add"), GIVEN | wrong)

    assert list(response.context_data["form"].errors) == list(wrong)
    assert Token.objects.count() == 0


def test_a_token_can_be_renamed_and_do_no_more_than_before(administrator: Any, client: Client) -> None:
    token = make_token()

    client.post(reverse("api_tokens:edit", args=[token.pk]), {"name": "App", "scopes": ["drafts:read"]})

    token.refresh_from_db()
    assert (token.name, token.scopes) == ("App", ["content:read"])


def test_revoking_keeps_the_row_and_the_log(administrator: Any, client: Client) -> None:
    client.post(reverse("api_tokens:add"), GIVEN)
    token = Token.objects.get()

    for _twice in range(2):
        client.post(reverse("api_tokens:delete", args=[token.pk]))

    token.refresh_from_db()
    assert token.state(now=timezone.now()) is TokenState.REVOKED
    assert actions(token) == ["tokens.create", "tokens.revoke"]


def test_the_log_says_who_and_not_the_secret(administrator: Any, client: Client) -> None:
    response = client.post(reverse("api_tokens:add"), GIVEN)

    entry = ModelLogEntry.objects.get(action="tokens.create")
    assert (entry.user, entry.data) == (administrator, {"scopes": GIVEN["scopes"]})
    key = re.search(r'value="(cms_\w+)"', response.content.decode())
    assert key
    assert key[1][8:] not in str(ModelLogEntry.objects.values())


@pytest.mark.parametrize("name", ["index", "add", "edit", "delete"])
def test_editors_have_no_part_in_it(site: Site, client: Client, name: str) -> None:
    create_groups()
    token = make_token()
    client.force_login(make_user("redakteurin", group=EDITORS))
    arguments = [token.pk] if name in {"edit", "delete"} else []

    response = client.post(reverse(f"api_tokens:{name}", args=arguments), GIVEN)

    assert response.status_code in {302, 405}
    token.refresh_from_db()
    assert (Token.objects.count(), token.revoked_at) == (1, None)
    assert b"api-tokens" not in client.get(reverse("wagtailadmin_home")).content


def test_the_administration_may(site: Site, client: Client) -> None:
    create_groups()
    client.force_login(make_user("verwalter", group=ADMINISTRATION))

    response = client.post(reverse("api_tokens:add"), GIVEN)

    assert response.status_code == 200
    assert Token.objects.count() == 1
    assert Permission.objects.filter(content_type__app_label="api", codename="add_token").exists()
