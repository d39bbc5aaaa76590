from datetime import datetime, timedelta

import pytest
from wagtail.models import Page

from cms.delivery.models import ChannelAccount, Delivery
from cms.pages.posts import Post
from tests.factories.desk import make_account, make_delivery
from tests.factories.site import NOW, Site, make_statement


@pytest.fixture
def account(site: Site) -> ChannelAccount:
    return make_account()


@pytest.fixture
def page(site: Site) -> Page:
    page = make_statement(site.statements)
    Post.objects.create(page=page, channel="telegram", is_enabled=True)
    return page


@pytest.fixture
def delivery(page: Page, account: ChannelAccount) -> Delivery:
    return make_delivery(page, due_at=NOW)


def later(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)
