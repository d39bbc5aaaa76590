from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from cms.transports.posting import Absent, Handle, Live, Outcome, Payload, Progress, ReasonClass, Receipt, Refusal
from tests.cms.transports.instagram.samples import Wire
from tests.stand_ins.faults import UNCLEAR, after
from tests.stand_ins.instagram import error

# The same faults for a careful client and for the naive ones that the research found: a harness in which nobody makes
# a double post would prove nothing.
DELIVERIES = 60
FAULTS = [*UNCLEAR, after(error(4, 2207051)), after(error(2)), after(error(24, 2207008))]


def prepared(wire: Wire, payload: Payload) -> Handle:
    handle: Handle = {"is_checked": True}
    for _ in range(100):
        step = wire.step(payload, handle)
        handle = handle if step.handle is None else step.handle
        if isinstance(step, Progress):
            wire.instagram.clock.advance(seconds=step.wait)
            if step.is_ready:
                return handle
    raise AssertionError(handle)


def careful(wire: Wire, payload: Payload) -> None:
    """Publish one container, look after each doubt, and publish it again only when it was absent twice."""
    handle, sightings = prepared(wire, payload), 0
    attempted_at = wire.instagram.clock.now()
    outcome: Outcome = wire.publish(payload, handle)
    while not isinstance(outcome, Receipt):
        now = wire.instagram.clock.advance(minutes=6)
        if isinstance(outcome, Refusal):
            assert outcome.reason_class == ReasonClass.RETRY
            outcome = wire.publish(payload, handle)
            continue
        seen = wire.transport().observe(payload, handle=handle, attempted_at=attempted_at, now=now)
        if isinstance(seen, Live):
            return
        sightings += isinstance(seen, Absent)
        if sightings == 2:
            attempted_at, sightings = now, 0
            outcome = wire.publish(payload, handle)


def from_scratch(wire: Wire, payload: Payload) -> None:
    """Begin anew after whatever is no receipt, as schedulers do."""
    for _ in range(3):
        if isinstance(wire.publish(payload, prepared(wire, payload)), Receipt):
            return


def keeping_the_container(wire: Wire, payload: Payload) -> None:
    """Publish the same container once more, and build another one when that is refused."""
    handle = prepared(wire, payload)
    for _ in range(3):
        if any(isinstance(wire.publish(payload, handle), Receipt) for _ in range(2)):
            return
        handle = prepared(wire, payload)


def live_posts(wire: Wire, strategy: Callable[[Wire, Payload], None]) -> Counter[int]:
    """Return how many deliveries ended with how many live posts."""
    wire.instagram.switches.downloads = False
    # Nobody asks for the quota here, and all posts are of one day.
    wire.instagram.switches.quota_total, wire.instagram.switches.maximum_containers = 10_000, 10_000
    payload, fingerprints = wire.picture(), [f"verein.example/{number:03}" for number in range(DELIVERIES)]
    wire.instagram.script.randomly(seed=7, share=0.15, faults=FAULTS)
    for fingerprint in fingerprints:
        strategy(wire, replace(payload, text=fingerprint, fingerprint=fingerprint))
    return Counter(len(wire.instagram.live(fingerprint)) for fingerprint in fingerprints)


def test_a_careful_client_posts_each_once(wire: Wire) -> None:
    assert live_posts(wire, careful) == {1: DELIVERIES}
    assert wire.instagram.published_unfinished() == []


def test_beginning_anew_makes_double_posts(wire: Wire) -> None:
    assert max(live_posts(wire, from_scratch)) > 1


def test_building_another_container_makes_double_posts(wire: Wire) -> None:
    assert max(live_posts(wire, keeping_the_container)) > 1
