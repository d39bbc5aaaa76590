"""Delivers through everything that can go wrong, and prints what came of it: python -m tests.faults.run --help."""

import argparse
import json
import random
import secrets
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.faults.databases import Database, database, use
from tests.faults.moved_clock import ClockFile

BEGIN = datetime(2026, 11, 23, 12, tzinfo=UTC)
# So many seconds pass in one. Calls and leases keep their proportion.
SPEED = 10


def main() -> int:
    options = _options()
    print(f"seed {options.seed}", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory(prefix="faults-") as name:
        folder = Path(options.keep or name)
        folder.mkdir(parents=True, exist_ok=True)
        # The server of the database runs as a user of its own.
        folder.chmod(0o755)
        clock = ClockFile(folder / "clock.json")
        clock.start(BEGIN, speed=SPEED)
        with database(options.database, folder) as found:
            if options.template:
                found.fill(options.template)
            use(found, folder=folder, clock=folder / "clock.json")
            print(json.dumps(_run(options, found, clock=clock, folder=folder)))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--sender", choices=("deliver", "from_scratch", "keeping_the_container"), default="deliver")
    parser.add_argument("--ledger", default="", help="a broken one, by its name in naive_ledgers")
    parser.add_argument("--deliveries", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=26)
    parser.add_argument("--crashes", type=int, default=3)
    parser.add_argument("--others", type=int, default=60)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1_000_000))
    parser.add_argument("--seconds", type=float, default=3600, help="after which it is given up, though it goes on")
    parser.add_argument("--template", default="", help="a database of the same kind, whose tables are taken over")
    parser.add_argument("--keep", default="", help="a folder for the database and the log of the senders")
    return parser.parse_args()


def _run(options: argparse.Namespace, found: Database, *, clock: ClockFile, folder: Path) -> dict[str, Any]:
    import django  # noqa: PLC0415  Only now is it known which database there is.

    django.setup()
    from tests.faults.campaign import Campaign  # noqa: PLC0415  As above.

    campaign = Campaign(
        lot=random.Random(options.seed),  # noqa: S311  No secret: a run that can be repeated.
        database=found,
        clock=clock,
        folder=folder,
        seconds=options.seconds,
        ledger=options.ledger,
    )
    return campaign.run(options)


if __name__ == "__main__":
    sys.exit(main())
