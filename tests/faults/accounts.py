from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from cms.delivery.models import ChannelAccount
from tests.faults.vendors import Vendors
from tests.stand_ins.instagram import server as instagram
from tests.stand_ins.telegram import GROUP, OPERATIONS, TOKEN, Chat

LOCALES = ("de", "en", "fr", "pl", "tr")


@dataclass(frozen=True, kw_only=True)
class Accounts:
    """Accounts of both channels, one a language, known here and at the vendors."""

    vendors: Vendors

    def make(self) -> list[ChannelAccount]:
        made = []
        for number, locale in enumerate(LOCALES):
            made += [self._telegram(number, locale), self._instagram(number, locale)]
        return made

    def _telegram(self, number: int, locale: str) -> ChannelAccount:
        chat = f"-10010{number}"
        self.vendors.telegram.chats[chat] = Chat(id=chat, username=f"verein_{locale}")
        values = {"api_url": self.vendors.telegram.url, "bot_token": TOKEN, "chat_id": chat}
        # Every second one has a linked group, in which a bot sees what it has posted.
        group = {"discussion_chat_id": GROUP} if number % 2 == 0 else {}
        return self._store("telegram", locale, chat, {**values, "operations_chat_id": OPERATIONS, **group})

    def _instagram(self, number: int, locale: str) -> ChannelAccount:
        account, token = f"1784140000000010{number}", f"IGAA-of-{locale}"
        now = timezone.now()
        self.vendors.instagram.tokens[token] = instagram.TokenState(
            user=account, issued_at=now - timedelta(days=7), expires_at=now + timedelta(days=365)
        )
        values = {"api_url": self.vendors.instagram.url, "account_id": account, "access_token": token}
        return self._store("instagram", locale, account, {**values, "api_version": "v25.0"})

    @staticmethod
    def _store(channel: str, locale: str, external_id: str, values: dict[str, str]) -> ChannelAccount:
        account = ChannelAccount.objects.create(channel=channel, locale=locale, name=locale, external_id=external_id)
        now = timezone.now()
        account.store_credentials(values, now=now)
        ChannelAccount.objects.filter(pk=account.pk).update(
            token_expires_at=now + timedelta(days=365), token_checked_at=now
        )
        return account
