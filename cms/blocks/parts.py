from cms.blocks.gaps import FilledBlock


class BodyPartBlock(FilledBlock):
    """A part of a body. The block chooser shows an example of it as it looks on the website."""

    class Meta:
        # It lies with the channels, which know how a part looks; the name of a template crosses layers.
        preview_template = "preview/block.html"
