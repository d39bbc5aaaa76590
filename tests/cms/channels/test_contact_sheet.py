from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from cms.typesetting.contact_sheet import COLUMNS
from cms.typesetting.hard_cases import hard_cases


def test_the_sheet_shows_every_hard_case(tmp_path: Path) -> None:
    path = tmp_path / "sheet.png"

    call_command("contact_sheet", str(path), "--shape", "square", "--width", "108")

    rows = -(-len(hard_cases()) // COLUMNS)
    with Image.open(path) as sheet:
        assert sheet.width > COLUMNS * 108
        assert sheet.height > rows * 108
        # A slide stands in the first cell.
        assert sheet.getpixel((30, 30))[0] == 168


def test_a_file_that_is_no_picture_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"ends in \.png"):
        call_command("contact_sheet", str(tmp_path / "sheet.txt"), "--width", "20")
