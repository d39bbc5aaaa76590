import json
import re
import subprocess
import time
from pathlib import Path
from typing import Any

from cms.delivery.webhooks.event_types import EventType
from cms.delivery.webhooks.sealing import key_of, new_secret
from cms.transports.webhook import sign
from tests.servers import BIN, ROOT

GUIDE = (ROOT / "docs" / "webhooks.md").read_text()
BODY = '{"title":"Öffnung"}'


def example(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)
    assert found is not None
    return found[1]


def headers(*secrets: str, at: int) -> dict[str, str]:
    signatures = [sign(key_of(each), message_id="msg_1", timestamp=at, body=BODY.encode()) for each in secrets]
    return {"webhook-id": "msg_1", "webhook-timestamp": str(at), "webhook-signature": " ".join(signatures)}


def cases() -> list[tuple[str, dict[str, str], str]]:
    """Return what a receiver may get: right, with an old secret too, of another's secret, changed, and too old."""
    now, own, other = int(time.time()), new_secret(), new_secret()
    return [
        (own, headers(own, at=now), BODY),
        (own, headers(other, own, at=now), BODY),
        (own, headers(other, at=now), BODY),
        (own, headers(own, at=now), BODY + " "),
        (own, headers(own, at=now - 600), BODY),
    ]


EXPECTED = [True, True, False, False, False]


def test_python_example_verifies() -> None:
    module: dict[str, Any] = {}
    exec(example("python"), module)  # noqa: S102  The example of our own guide.

    found = [module["verify"](secret, received, body.encode()) for secret, received, body in cases()]

    assert found == EXPECTED


def test_javascript_example_verifies(tmp_path: Path) -> None:
    script = tmp_path / "verify.cjs"
    script.write_text(
        example("js")
        + "\nconst cases = JSON.parse(Deno.args[0]);"
        + "\nconst found = cases.map(([secret, headers, body]) => verify(secret, headers, Buffer.from(body)));"
        + "\nconsole.log(JSON.stringify(found));\n"
    )

    done = subprocess.run(
        [BIN / "deno", "run", "--quiet", script, json.dumps(cases())], capture_output=True, text=True, check=True
    )

    assert json.loads(done.stdout) == EXPECTED


def test_every_event_is_explained() -> None:
    # What holds for organizations holds for the other entries.
    like_organizations = dict.fromkeys(("person", "series", "topic"), "organization")
    named = [kind.value.split(".") for kind in EventType]

    assert [kind for kind, verb in named if f"`{like_organizations.get(kind, kind)}.{verb}`" not in GUIDE] == []
