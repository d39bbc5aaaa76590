from tests.stand_ins.telegram.chats import Chat, Forwarding, Message
from tests.stand_ins.telegram.server import CHAT, GROUP, OPERATIONS, TOKEN, Telegram

__all__ = ["CHAT", "GROUP", "OPERATIONS", "TOKEN", "Chat", "Forwarding", "Message", "Telegram"]
