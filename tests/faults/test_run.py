import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.servers import ROOT

# Each of the two databases has a run of its own; FAULTS_DELIVERIES makes it longer, FAULTS_SEED repeats one.
DELIVERIES = int(os.environ.get("FAULTS_DELIVERIES", "1000"))
KILLS, CRASHES, OTHERS = 32, 4, 60
# Half as many senders are killed right after an effect as there are kills, so that a control shows several wrongs.
CONTROL = {"deliveries": 40, "kills": 24, "crashes": 0, "others": 0}


@pytest.fixture
def run(db: None, tmp_path: Path) -> Any:
    """Start a run on a server of its own, of the kind that these tests have, and return its verdict."""

    def run(**options: Any) -> Any:
        given = {"database": connection.vendor, "template": _template(), "keep": tmp_path} | options
        if seed := os.environ.get("FAULTS_SEED"):
            given["seed"] = seed
        arguments = [f"--{name}={value}" for name, value in given.items()]
        command = [sys.executable, "-m", "tests.faults.run", *arguments]
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
        assert done.returncode == 0, done.stderr
        print(done.stderr, done.stdout)
        return json.loads(done.stdout)

    return run


def _template() -> str:
    """Return where the tables of the tests are."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return name
    said = connection.settings_dict
    folder = said["OPTIONS"].get("host") or said["HOST"]
    return f"postgresql://postgres:@/{name}?host={folder}"


@pytest.mark.faults
def test_nothing_goes_out_twice_and_nothing_is_lost(run: Any, capsys: pytest.CaptureFixture[str]) -> None:
    found = run(deliveries=DELIVERIES, kills=KILLS, crashes=CRASHES, others=OTHERS)

    with capsys.disabled():
        print(
            f"\n{found['deliveries']} deliveries, seed {found['seed']}: {found['share_for_people']:.1%} need a person"
        )
    assert {name: wrong for name, wrong in found["wrong"].items() if wrong} == {}
    assert (found["is_finished"], found["unfinished"]) == (True, [])
    assert found["happened"]["kills"] >= 25
    assert found["calls"]["with a fault"] > found["calls"]["all"] * 0.12
    assert found["happened"].get("database crashes", 0) == (CRASHES if connection.vendor == "postgresql" else 0)
    assert found["states"]["published"] > DELIVERIES * 0.7


@pytest.mark.faults
@pytest.mark.parametrize(
    "control",
    [{"sender": "from_scratch"}, {"sender": "keeping_the_container"}, {"ledger": "publishes_again"}],
    ids=lambda control: next(iter(control.values())),
)
def test_naive_senders_and_ledgers_post_twice(run: Any, control: dict[str, str]) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("That a run finds out what is wrong is the same on all databases.")

    found = run(**CONTROL, **control)

    assert found["wrong"]["posted twice"]
