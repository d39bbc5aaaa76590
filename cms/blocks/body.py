from wagtail import blocks

from cms.blocks.links import CallToActionBlock
from cms.blocks.media import ImageBlock
from cms.blocks.text import HeadingBlock, KeyPointsBlock, ParagraphBlock, QuoteBlock


class BodyBlock(blocks.StreamBlock):
    """What the body of every page is made of."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    quote = QuoteBlock()
    key_points = KeyPointsBlock()
    image = ImageBlock()
    call_to_action = CallToActionBlock()
