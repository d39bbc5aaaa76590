from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A named fact or address; the text after the name may have several lines, lead somewhere, and hold no longer."""

    label: str
    text: str
    href: str | None = None
    between_lines: str = ", "
    is_off: bool = False

    @property
    def in_one_line(self) -> str:
        return self.text.replace("\n", self.between_lines)
