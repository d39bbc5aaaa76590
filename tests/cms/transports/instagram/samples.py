from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from cms.transports.instagram import GraphAPI, InstagramTransport
from cms.transports.posting import Format, Handle, Observation, Outcome, Payload, Prepared, Progress
from cms.transports.wire import Timeouts
from tests.cms.transports.samples import FINGERPRINT, KEY, TIMEOUTS, jpeg
from tests.stand_ins.instagram import ACCOUNT, TOKEN, Instagram
from tests.stand_ins.pictures import PictureHost

VERSION = "v25.0"


@dataclass(frozen=True, kw_only=True)
class Wire:
    """An account on Instagram, and a host for its pictures."""

    instagram: Instagram
    host: PictureHost

    def transport(
        self, *, version: str = VERSION, account_id: str = ACCOUNT, timeouts: Timeouts = TIMEOUTS
    ) -> InstagramTransport:
        graph = GraphAPI(url=self.instagram.url, version=version, token=TOKEN, timeouts=timeouts)
        return InstagramTransport(graph=graph, account_id=account_id)

    def carousel(self, count: int = 3, *, text: str = f"Für alle. {FINGERPRINT}") -> Payload:
        pictures = tuple(self.host.add(jpeg(number), alt_text=f"Slide {number}") for number in range(count))
        return Payload(format=Format.PICTURES, text=text, pictures=pictures, fingerprint=FINGERPRINT)

    def picture(self, *, text: str = f"Für alle. {FINGERPRINT}", format: Format = Format.PICTURE) -> Payload:  # noqa: A002  The name of the field.
        return Payload(format=format, text=text, pictures=(self.host.add(jpeg()),), fingerprint=FINGERPRINT)

    def step(self, payload: Payload, handle: Handle) -> Prepared:
        return self.transport().prepare(payload, key=KEY, handle=handle, now=self.instagram.clock.now())

    def prepared(self, payload: Payload, handle: Handle | None = None) -> Handle:
        """Prepare as a ledger does: record each handle, wait as long as asked, go on after refusals that allow it."""
        known = handle or {}
        for _ in range(200):
            step = self.step(payload, known)
            if isinstance(step, Progress):
                known = step.handle
                self.instagram.clock.advance(seconds=step.wait)
                if step.is_ready:
                    return known
            elif step.reason_class in {"R", "N"}:
                known = known if step.handle is None else step.handle
            else:
                raise AssertionError(step)
        raise AssertionError(known)

    def publish(self, payload: Payload, handle: Handle, *, timeouts: Timeouts = TIMEOUTS) -> Outcome:
        now = self.instagram.clock.now()
        return self.transport(timeouts=timeouts).publish(payload, key=KEY, handle=handle, now=now)

    def observe(
        self, payload: Payload, handle: Handle, *, after: timedelta = timedelta(0), bound: tuple[str, ...] = ()
    ) -> Observation:
        """Look as long after now as said; the attempt was now."""
        attempted_at: datetime = self.instagram.clock.now()
        now = self.instagram.clock.advance(seconds=after.total_seconds())
        return self.transport().observe(payload, handle=handle, attempted_at=attempted_at, now=now, bound=bound)


@contextmanager
def wired() -> Iterator[Wire]:
    with Instagram() as instagram, PictureHost() as host:
        yield Wire(instagram=instagram, host=host)
