import re
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from django.core.management import call_command
from markdown_it import MarkdownIt

from cms.channels.registry import channel
from cms.channels.sources import in_process_source
from cms.importing.words import text_of_html
from cms.transports.base import Message
from tests.factories.site import Site

CLIENT_TEXT = Path(__file__).parents[1] / "importing" / "client_text.md"
PATH = "/en/who-is-the-kommunistische-organisation-ko/"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def website(message: Message, _folder: Path) -> str:
    return text_of_html(message.files[0].content.decode().split("<main", 1)[1].split("</main>")[0])


def newsletter(message: Message, _folder: Path) -> str:
    mail = message_from_bytes(message.files[-1].content, policy=policy.default)
    return str(mail.get_body(("plain",)).get_content())


def leaflet(message: Message, folder: Path) -> str:
    (folder / "leaflet.pdf").write_bytes(message.files[0].content)
    command = ["pdftotext", "-raw", folder / "leaflet.pdf", "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("read", [website, newsletter, leaflet], ids=lambda read: read.__name__)
def test_full_text_channels_carry_every_word_in_order(
    site: Site, tmp_path: Path, read: Callable[[Message, Path], str]
) -> None:
    call_command("import_document", str(CLIENT_TEXT), kind="standard", locale="en", publish=True)
    message = channel(read.__name__).message(in_process_source(), path=PATH, locale=None, now=NOW)

    shown = read(message, tmp_path)

    assert first_missing(text_of_html(MarkdownIt("commonmark").render(CLIENT_TEXT.read_text())), shown) is None


def first_missing(text: str, shown: str) -> str | None:
    """Return the first word that does not follow the words before it; hyphens and footers may lie between."""
    letters, position = re.sub(r"[\W_]+", "", shown), 0
    for word in re.findall(r"\w+", text):
        found = letters.find(word, position)
        if found < 0:
            return word
        position = found + len(word)
    return None
