from collections.abc import Iterator

import pytest

from tests.cms.delivery.worker.rig import Rig
from tests.factories.site import Site
from tests.stand_ins.clock import Clock
from tests.stand_ins.instagram import ACCOUNT, Instagram
from tests.stand_ins.instagram import TOKEN as INSTAGRAM_TOKEN
from tests.stand_ins.pictures import PictureHost
from tests.stand_ins.telegram import CHAT, GROUP, TOKEN, Telegram


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def telegram(clock: Clock) -> Iterator[Telegram]:
    with Telegram(clock=clock) as stand_in:
        yield stand_in


@pytest.fixture
def instagram(clock: Clock) -> Iterator[Instagram]:
    with Instagram(clock=clock) as stand_in:
        yield stand_in


@pytest.fixture
def host() -> Iterator[PictureHost]:
    with PictureHost() as stand_in:
        yield stand_in


@pytest.fixture
def on_telegram(site: Site, telegram: Telegram) -> Rig:
    values = {"api_url": telegram.url, "bot_token": TOKEN, "discussion_chat_id": GROUP}
    return Rig.of(site, "telegram", values, external_id=CHAT, clock=telegram.clock)


@pytest.fixture
def on_instagram(site: Site, instagram: Instagram) -> Rig:
    values = {"api_url": instagram.url, "access_token": INSTAGRAM_TOKEN}
    return Rig.of(site, "instagram", values, external_id=ACCOUNT, clock=instagram.clock)
