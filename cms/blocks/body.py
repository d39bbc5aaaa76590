from wagtail import blocks

from cms.blocks.entries import FootnotesBlock, QuestionsBlock, TimelineBlock
from cms.blocks.files import FileBlock
from cms.blocks.links import CallToActionBlock, LinkedPageBlock
from cms.blocks.media import EmbedBlock, GalleryBlock, ImageBlock
from cms.blocks.tables import TableBlock
from cms.blocks.text import HeadingBlock, KeyPointsBlock, ParagraphBlock, QuoteBlock


class BodyBlock(blocks.StreamBlock):
    """What the body of every page is made of."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    quote = QuoteBlock()
    key_points = KeyPointsBlock()
    image = ImageBlock()
    call_to_action = CallToActionBlock()
    gallery = GalleryBlock()
    embed = EmbedBlock()
    file = FileBlock()
    linked_page = LinkedPageBlock()
    table = TableBlock()
    timeline = TimelineBlock()
    questions = QuestionsBlock()
    footnotes = FootnotesBlock()

    class Meta:
        # The text refers to notes by number, so there can be but one list of them.
        block_counts = {"footnotes": {"max_num": 1}}
