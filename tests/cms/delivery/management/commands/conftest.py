from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from wagtail.models import Page

from cms.delivery.models import ChannelAccount
from tests.factories.desk import make_account, plan_post
from tests.factories.site import Site, make_site, make_statement
from tests.stand_ins.clock import Clock
from tests.stand_ins.telegram import CHAT, Telegram


@pytest.fixture
def telegram() -> Iterator[Telegram]:
    with Telegram(clock=Clock(datetime.now(UTC), runs=True)) as telegram:
        yield telegram


@pytest.fixture
def stored_site(transactional_db: None) -> Site:
    """A site that other processes see."""
    return make_site()


@pytest.fixture
def account(stored_site: Site) -> ChannelAccount:
    return make_account(external_id=CHAT)


@pytest.fixture
def page(stored_site: Site, account: ChannelAccount) -> Page:
    """A page that is to go out now."""
    return plan_post(make_statement(stored_site.statements))
