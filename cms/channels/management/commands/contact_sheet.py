from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.typesetting.contact_sheet import Look, contact_sheet
from cms.typesetting.fonts import TypesettingUnavailable
from cms.typesetting.hard_cases import hard_brand, hard_cases
from cms.typesetting.palette import Style
from cms.typesetting.shapes import PORTRAIT, SHAPES


class Command(BaseCommand):
    help = "Draw slides that are hard to set on one picture, to look at after a change of type or design."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("output", type=Path, help="The picture to write, such as sheet.png.")
        parser.add_argument("--shape", choices=SHAPES, default=PORTRAIT.name, help="4:5, 1:1 or 9:16.")
        parser.add_argument("--style", choices=[style.value for style in Style], default=Style.BRAND.value)
        parser.add_argument("--width", type=int, default=432, help="How wide each slide is shown, in pixels.")

    def handle(self, *, output: Path, shape: str, style: str, width: int, **_options: Any) -> None:
        look = Look(brand=hard_brand(), style=Style(style), shape=SHAPES[shape], width=width)
        try:
            contact_sheet(hard_cases(), look=look).save(output)
        except TypesettingUnavailable as error:
            raise CommandError(str(error)) from error
        except (OSError, ValueError) as error:
            message = f"{output} cannot be written: {error}. Name a file that ends in .png."
            raise CommandError(message) from error
        self.stdout.write(f"{len(hard_cases())} slides on {output}")
