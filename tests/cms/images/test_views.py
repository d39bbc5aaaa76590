import logging

import pytest
from django.conf import settings
from django.test import Client


@pytest.mark.parametrize(
    "name", ["a" * 300, "ü" * 150 + ".jpg", "%00", "a/" * 2000, "%2e%2e/db.sqlite3", "", "missing.jpg"]
)
def test_a_name_that_no_file_can_have_is_not_found(
    client: Client, db: None, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    response = client.get(f"/media/images/{name}")

    assert response.status_code == 404
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


def test_a_file_is_answered(client: Client) -> None:
    folder = settings.MEDIA_ROOT / "images"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "kleine.jpg").write_bytes(b"jpeg")

    response = client.get("/media/images/kleine.jpg")

    assert (response.status_code, response["Content-Type"], response.getvalue()) == (200, "image/jpeg", b"jpeg")
