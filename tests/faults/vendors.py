from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO

from PIL import Image

from cms.transports.posting import Picture
from tests.faults.moved_clock import ClockFile, VendorClock
from tests.stand_ins.faults import UNCLEAR, Fault, Reply, Way, after, before, late
from tests.stand_ins.instagram import Instagram, error
from tests.stand_ins.journal import Entry
from tests.stand_ins.pictures import PictureHost
from tests.stand_ins.telegram import Forwarding, Telegram

# Longer than the senders of a run wait for an answer.
TOO_LATE = 0.9
SHARE = 0.15
PUBLISHING = {"publish", "sendMessage", "sendPhoto", "sendMediaGroup"}
WIRE: tuple[Fault, ...] = (
    *UNCLEAR,
    late(TOO_LATE),
    late(TOO_LATE, has_effect=False),
    Fault(has_effect=True, way=Way.LATE, seconds=0.1),
)
INSTAGRAM: tuple[Fault, ...] = (
    *WIRE,
    before(error(4)),
    before(error(2, status=500, is_transient=True)),
    before(error(9007, 2207027)),
    before(error(190, 463, status=401)),
    after(error(2, status=500)),
    after(error(4, 2207051)),
    after(error(-1, 2207001)),
    after(error(24, 2207008)),
)
# What a container comes to, one in so many.
CONTAINER_FAILURES = ("Error: 2207076", "Error: 2207082", "Something for people.", "Error: 2207053")


def _telegram_error(status: int, description: str, **parameters: int) -> Reply:
    said = {"ok": False, "error_code": status, "description": description}
    return Reply(status=status, data=said | ({"parameters": parameters} if parameters else {}))


TELEGRAM: tuple[Fault, ...] = (
    *WIRE,
    before(_telegram_error(429, "Too Many Requests: retry after 30", retry_after=30)),
    before(_telegram_error(500, "Internal Server Error")),
    after(_telegram_error(500, "Internal Server Error")),
    after(_telegram_error(504, "Gateway Timeout")),
    before(_telegram_error(401, "Unauthorized")),
)


@dataclass(frozen=True, kw_only=True)
class Vendors:
    """Instagram, Telegram, and who serves the pictures."""

    instagram: Instagram
    telegram: Telegram
    host: PictureHost
    waiting: list[Callable[[], None]] = field(default_factory=list)

    def go_wrong(self, *, seed: int) -> None:
        self.instagram.script.randomly(seed=seed, share=SHARE, faults=INSTAGRAM)
        self.telegram.script.randomly(seed=seed + 1, share=SHARE, faults=TELEGRAM)

    def heal(self) -> None:
        self.instagram.script.heal()
        self.telegram.script.heal()

    def watch(self) -> None:
        """Tell whoever asked of each effect, right after it and before the vendor says so."""
        self.instagram.watcher = self.telegram.watcher = self._saw

    def after_next_effect(self, act: Callable[[], None]) -> None:
        """Do something once, when a vendor has just published something."""
        self.waiting.append(act)

    def _saw(self, entry: Entry) -> None:
        if entry.method in PUBLISHING and entry.had_effect and self.waiting:
            self.waiting.pop()()

    def telegram_posts(self, words: str) -> list[str]:
        """Return the ids of what was ever in any chat with these words."""
        history = (message for chat in self.telegram.chats.values() for message in chat.history)
        return [str(message.id) for message in history if words in message.text]

    def calls(self) -> dict[str, int]:
        journals = [*self.instagram.journal.entries(), *self.telegram.journal.entries()]
        faults = sum(bool(entry.fault) for entry in journals)
        publishing = sum(entry.method in PUBLISHING for entry in journals)
        return {"all": len(journals), "publishing": publishing, "with a fault": faults}

    def pictures(self, count: int) -> list[Picture]:
        return [self.host.add(_jpeg(number)) for number in range(count)]


@contextmanager
def vendors(clock: ClockFile) -> Iterator[Vendors]:
    with (
        Instagram(clock=VendorClock(clock)) as instagram,
        Telegram(clock=VendorClock(clock)) as telegram,
        PictureHost() as host,
    ):
        instagram.switches.quota_total, instagram.switches.maximum_containers = 100_000, 100_000
        instagram.switches.reads_until_finished = 0
        telegram.forwarding = Forwarding()
        made = Vendors(instagram=instagram, telegram=telegram, host=host)
        made.watch()
        yield made


@cache
def _jpeg(number: int) -> bytes:
    output = BytesIO()
    Image.new("RGB", (320, 400), (number * 40 % 256, 90, 60)).save(output, "JPEG")
    return output.getvalue()
