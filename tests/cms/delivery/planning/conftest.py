from datetime import UTC, datetime

import pytest
from wagtail.models import Page

from cms.delivery.models import ChannelAccount
from tests.factories.desk import make_account, plan_post
from tests.factories.site import Site, make_statement


@pytest.fixture
def now() -> datetime:
    """Publishing a page stores the moment by the real clock."""
    return datetime.now(UTC)


@pytest.fixture
def account(site: Site, now: datetime) -> ChannelAccount:
    account = make_account()
    ChannelAccount.objects.update(created_at=datetime(2026, 1, 1, tzinfo=UTC))
    return account


@pytest.fixture
def page(site: Site, account: ChannelAccount) -> Page:
    return plan_post(make_statement(site.statements))


def changed(page: Page, **fields: object) -> Page:
    """Publish the page with changes."""
    draft = Page.objects.get(pk=page.pk).specific.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision().publish()
    return Page.objects.get(pk=page.pk).specific
