import json
import os
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest

from tests.servers import ACCESS_KEY, BUCKET, ROOT, SECRET_KEY, free_port, postgresql, process, s3, valkey, wait_for

pytestmark = [pytest.mark.stack, pytest.mark.enable_socket]
ENTRYPOINT = "docker/entrypoint.sh"
CLIENT_TEXT = ROOT / "tests" / "cms" / "importing" / "client_text.md"
LISTS = "{ statements(locale: de) { totalCount nodes { heroImage { card: rendition(preset: CARD) { url } } } } }"


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Start what an organisation would run the system on, and name it as docker/compose.yaml does."""
    folder = tmp_path_factory.mktemp("stack")
    port = free_port()
    with postgresql(folder) as database_url, valkey() as redis_url, s3(folder) as endpoint:
        credentials = {"aws_access_key_id": ACCESS_KEY, "aws_secret_access_key": SECRET_KEY}
        boto3.client("s3", endpoint_url=endpoint, region_name="eu-central-1", **credentials).create_bucket(
            Bucket=BUCKET
        )
        yield {
            "PATH": f"{ROOT / '.venv' / 'bin'}:{os.environ['PATH']}",
            "DJANGO_SETTINGS_MODULE": "cms.settings.base",
            "DATA_DIR": str(folder / "data"),
            "SECRET_KEY": "only-for-this-test-but-as-long-as-a-real-one-should-be-really",
            "PUBLIC_URL": f"http://127.0.0.1:{port}",
            "PORT": str(port),
            "DATABASE_URL": database_url,
            "REDIS_URL": redis_url,
            "S3_BUCKET": BUCKET,
            "S3_ENDPOINT_URL": endpoint,
            "S3_ACCESS_KEY": ACCESS_KEY,
            "S3_SECRET_KEY": SECRET_KEY,
            "S3_PUBLIC_DOMAIN": f"{endpoint.removeprefix('http://')}/{BUCKET}",
            "S3_URL_PROTOCOL": "http:",
        }


@pytest.fixture(scope="module")
def server(environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run the steps of the image without an engine: collect static files, migrate, load content, serve."""
    logs = tmp_path_factory.mktemp("logs")
    for command in (["docker/collect-static.sh"], [ENTRYPOINT, "migrate"], [ENTRYPOINT, "load_example_site"]):
        run(command, environment)
    with process([ENTRYPOINT, "web"], log=logs / "web.log", env=environment):
        wait_for(environment["PUBLIC_URL"])
        yield environment["PUBLIC_URL"]


def run(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def fetch(url: str, *, body: dict[str, Any] | None = None) -> tuple[str, bytes]:
    # The proxy in front of the application would say that the reader came by TLS.
    headers = {"X-Forwarded-Proto": "https", "Content-Type": "application/json"}
    content = json.dumps(body).encode() if body else None
    request = urllib.request.Request(url, data=content, headers=headers)  # noqa: S310  Addresses of our own services.
    with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310  As above.
        return response.headers["Content-Type"], response.read()


def test_content_comes_from_postgresql_and_images_from_s3(server: str, environment: dict[str, str]) -> None:
    _, answer = fetch(f"{server}/graphql/", body={"query": LISTS})

    statements = json.loads(answer)["data"]["statements"]
    urls = [node["heroImage"]["card"]["url"] for node in statements["nodes"] if node["heroImage"]]
    assert statements["totalCount"] == 3
    assert urls
    assert all(url.startswith(environment["S3_ENDPOINT_URL"]) for url in urls)
    assert fetch(urls[0])[1].startswith(b"\xff\xd8")


def test_the_website_is_served_with_its_styles(server: str) -> None:
    content_type, page = fetch(f"{server}/")

    assert content_type == "text/html; charset=utf-8"
    styles = page.decode().split('rel="stylesheet" href="', 1)[1].split('"', 1)[0]
    assert fetch(server + styles)[0].startswith("text/css")


def test_the_main_job_runs_on_this_stack(server: str, environment: dict[str, str], tmp_path: Path) -> None:
    imported = run(
        [ENTRYPOINT, "import_document", str(CLIENT_TEXT), "--type", "standard", "--locale", "en", "--publish"],
        environment,
    )
    path = imported.splitlines()[0]

    run([ENTRYPOINT, "render", "all", path, "--output", str(tmp_path)], environment)

    assert "words in       821\n  words stored   821" in imported
    assert len(list((tmp_path / "instagram").glob("slide-*.jpg"))) == 10
    assert (tmp_path / "leaflet" / "leaflet.pdf").read_bytes().startswith(b"%PDF")


def test_the_worker_does_what_was_enqueued(server: str, environment: dict[str, str]) -> None:
    count = "from django_tasks_db.models import DBTaskResult as T; print(T.objects.ready().count())"
    assert int(run([ENTRYPOINT, "shell", "--verbosity", "0", "--command", count], environment)) > 0

    run([ENTRYPOINT, "worker", "--batch"], environment)

    assert int(run([ENTRYPOINT, "shell", "--verbosity", "0", "--command", count], environment)) == 0


def test_the_clock_runs_and_groups_are_there(server: str, environment: dict[str, str]) -> None:
    run([ENTRYPOINT, "clock", "--once"], environment)

    count = "from django.contrib.auth.models import Group; print(Group.objects.count())"
    assert int(run([ENTRYPOINT, "shell", "--verbosity", "0", "--command", count], environment)) >= 4
