from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Shape:
    """A slide's size and where its text may stand, in pixels.

    The profile grid crops every picture to 3:4 around its middle: what covers say stays inside that. Apps lay
    their own buttons over the upper and lower 250 pixels of a story.
    """

    name: str
    width: int
    height: int
    margin: int
    top: int
    bottom: int
    footer: int

    @property
    def measure(self) -> int:
        return self.width - 2 * self.margin

    @property
    def room(self) -> int:
        """The height between the first line of a slide and its footer."""
        return self.bottom - self.top


PORTRAIT = Shape(name="portrait", width=1080, height=1350, margin=96, top=112, bottom=1140, footer=1246)
SQUARE = Shape(name="square", width=1080, height=1080, margin=144, top=88, bottom=896, footer=976)
STORY = Shape(name="story", width=1080, height=1920, margin=96, top=272, bottom=1540, footer=1632)

SHAPES = {shape.name: shape for shape in (PORTRAIT, SQUARE, STORY)}
