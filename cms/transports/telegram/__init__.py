from cms.transports.telegram.bot import TelegramTransport
from cms.transports.telegram.message import TelegramMessage
from cms.transports.telegram.methods import BotAPI

__all__ = ["BotAPI", "TelegramMessage", "TelegramTransport"]
