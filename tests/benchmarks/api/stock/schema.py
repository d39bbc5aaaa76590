from grapple.registry import registry
from wagtail.embeds.blocks import EmbedBlock
from wagtail.images.blocks import ImageBlock

# Blocks of ours have these names as well, and grapple makes a type of each table of an app, some of which have the
# name of a type that a model declares. A schema may have each name once.
for block in (EmbedBlock, ImageBlock):
    del registry.streamfield_blocks[block]
registry.django_models.clear()

from grapple.schema import schema  # noqa: E402  It is built on import.

__all__ = ["schema"]
