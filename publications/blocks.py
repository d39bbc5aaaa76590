from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.gaps import FilledBlock
from cms.blocks.lines import LineBlock
from cms.blocks.text import PARAGRAPH_FEATURES


class KeyPointsStream(blocks.StreamBlock):
    point = LineBlock(label=_("Point"), max_length=300)


class CorrectionBlock(FilledBlock):
    date = blocks.DateBlock(label=_("Date"))
    text = blocks.TextBlock(
        label=_("What was wrong, and what is right"), max_length=600, help_text=_("Every channel shows it.")
    )

    class Meta:
        icon = "edit"
        label = _("Correction")
        label_format = "{date}"


class CorrectionsStream(blocks.StreamBlock):
    correction = CorrectionBlock()


class PositionBlock(FilledBlock):
    title = blocks.CharBlock(label=_("Position"), max_length=160)
    summary = blocks.TextBlock(
        label=_("In short"),
        required=False,
        max_length=600,
        help_text=_("So that those who hold it recognize themselves."),
    )

    class Meta:
        icon = "thumbtack"
        label = _("Position")
        label_format = "{title}"


class PositionsStream(blocks.StreamBlock):
    """The identifier of a block stays through revisions and translations, and so names the position for good."""

    position = PositionBlock()


class SettlementBlock(FilledBlock):
    date = blocks.DateBlock(label=_("Date"))
    text = blocks.RichTextBlock(label=_("What has been settled"), features=PARAGRAPH_FEATURES)

    class Meta:
        icon = "check"
        label = _("Settlement")
        label_format = "{date}"


class SettlementsStream(blocks.StreamBlock):
    settlement = SettlementBlock()


class ReadingBlock(FilledBlock):
    authors = blocks.CharBlock(
        label=_("Authors"),
        required=False,
        max_length=255,
        help_text=_("Last name first: Lenin, W. I. Several are parted by a semicolon."),
    )
    title = blocks.CharBlock(label=_("Title"), max_length=255)
    container = blocks.CharBlock(
        label=_("Published in"), required=False, max_length=255, help_text=_("The book or journal around it.")
    )
    place = blocks.CharBlock(label=_("Place"), required=False, max_length=80)
    publisher = blocks.CharBlock(label=_("Publisher"), required=False, max_length=120)
    year = blocks.CharBlock(label=_("Year"), required=False, max_length=20)
    pages = blocks.CharBlock(label=_("Pages"), required=False, max_length=40, help_text=_("Only numbers: 393–507"))
    isbn = blocks.CharBlock(label=_("ISBN"), required=False, max_length=20)
    url = blocks.URLBlock(label=_("Address on the web"), required=False)
    note = blocks.CharBlock(
        label=_("Note"), required=False, max_length=300, help_text=_("What to look for when reading.")
    )

    class Meta:
        icon = "doc-full"
        label = _("Reading")
        label_format = "{authors} {title}"


class ReadingsStream(blocks.StreamBlock):
    reading = ReadingBlock()


READING_FIELDS: tuple[str, ...] = tuple(ReadingBlock.declared_blocks)
