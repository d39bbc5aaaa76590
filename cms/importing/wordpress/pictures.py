import re

from cms.importing.limits import MAXIMUM_CAPTION, MAXIMUM_GALLERY_HEADING, MAXIMUM_GALLERY_PICTURES
from cms.importing.wordpress.account import Picture
from cms.importing.wordpress.body import Handler, Handlers
from cms.importing.wordpress.shortcodes import numbers
from cms.importing.wordpress.tree import Element
from cms.importing.words import count_words, one_line

NUMBER = re.compile(r"(?:wp-image-|attachment[_-])(\d+)")
GALLERIES = {"wp-block-gallery", "blocks-gallery-grid", "gallery", "tiled-gallery", "wp-block-jetpack-tiled-gallery"}
CAPTIONS = frozenset({"figcaption", "caption", "dd"})
LAZY = ("data-src", "data-lazy-src", "data-orig-file", "data-full-url", "src")


class PictureHandlers(Handlers):
    """Writes pictures and galleries. A picture that is missing leaves its alt text behind."""

    def media(self, element: Element) -> Handler | None:
        if element.tag == "img":
            return self.image
        if element.tag == "wp-gallery":
            return self.gallery_of_numbers
        if element.classes & GALLERIES and element.find("img"):
            return self.gallery
        if element.tag == "figure" and element.find("img") and not element.find("table", "blockquote", "iframe"):
            return self.figure
        return None

    def image(self, element: Element) -> None:
        self.append([(element, "")])

    def figure(self, element: Element) -> None:
        self.append(self._collect(element, number=element.attributes.get("data-id", "")))

    def gallery(self, element: Element) -> None:
        """Write a gallery; the caption it has as a whole becomes its heading."""
        captions = [child for child in element.children if isinstance(child, Element) and child.tag == "figcaption"]
        element.children = [child for child in element.children if child not in captions]
        pictures = self._collect(element)
        self.append(pictures, heading=" ".join(self._caption_of(caption, "") for caption in captions))

    def gallery_of_numbers(self, element: Element) -> None:
        found = numbers(element.attributes.get("data-ids", "")) or self.writer.targets.attached_pictures()
        captions = [self.writer.targets.caption(number) for number in found]
        self.writer.account.words_added += count_words(captions)
        self.writer.account.captions |= dict(zip(found, captions, strict=True))
        images = [Element(tag="img", attributes={"data-id": number}) for number in found]
        self.append(list(zip(images, captions, strict=True)))

    def append(self, pictures: list[tuple[Element, str]], *, heading: str = "") -> None:
        """Write pictures with their captions: one as a picture, several as galleries of a size that can be shown."""
        found = [(picture.image, caption) for element, caption in pictures if (picture := self._find(element, caption))]
        if len(heading) > MAXIMUM_GALLERY_HEADING or len(found) < 2:  # noqa: PLR2004  A gallery has two pictures at least.
            self.writer.paragraph(heading)
            heading = ""
        while found:
            part, found = found[:MAXIMUM_GALLERY_PICTURES], found[MAXIMUM_GALLERY_PICTURES:]
            values = [{"image": image, "caption": self._caption(caption)} for image, caption in part]
            if len(values) == 1:
                self.writer.append("image", dict(values[0]))
            else:
                self.writer.append("gallery", {"heading": heading, "pictures": values})
                heading = ""
            for _image, caption in part:
                if len(caption) > MAXIMUM_CAPTION:
                    self.writer.paragraph(caption)

    def _caption(self, caption: str) -> str:
        return caption if len(caption) <= MAXIMUM_CAPTION else ""

    def _find(self, element: Element, caption: str) -> Picture | None:
        self.writer.visit(element)
        source = next((element.attributes[name] for name in LAZY if element.attributes.get(name)), "")
        number = element.attributes.get("data-id", "") or _number(element)
        alt = one_line(element.attributes.get("alt", ""))
        picture = self.writer.targets.picture(source, number=number, alt=alt)
        if picture is None:
            self.writer.account.missing_images.append(source or f"attachment {number}")
            self.writer.paragraph(alt)
            self.writer.paragraph(caption)
        elif alt and picture.alt == alt:
            self.writer.account.alts.append(alt)
        else:
            self.writer.account.leave("alt text of a picture that has another one", alt)
        return picture

    def _collect(self, element: Element, *, number: str = "") -> list[tuple[Element, str]]:
        """Return the pictures inside with their captions. What belongs to no picture stands before them."""
        pictures: list[tuple[Element, str]] = []
        self._walk(element, pictures, number)
        self.writer.end_paragraph()
        return pictures

    def _walk(self, element: Element, pictures: list[tuple[Element, str]], number: str) -> None:
        self.writer.visit(element)
        for child in element.children:
            if isinstance(child, str):
                self.writer.rich.add(child)
            elif child.tag == "img":
                child.attributes.setdefault("data-id", number or _number(child))
                pictures.append((child, ""))
            elif child.tag in CAPTIONS and pictures and not child.find("img"):
                pictures[-1] = (pictures[-1][0], self._caption_of(child, pictures[-1][1]))
            elif child.find("img"):
                self._walk(child, pictures, number)
            else:
                self.writer.flow([child])

    def _caption_of(self, element: Element, caption: str) -> str:
        if element.find("a"):
            self.writer.account.notes["links in captions left out, their words kept"] += 1
        return f"{caption} {self.writer.line(element)}".strip()


def _number(element: Element) -> str:
    match = NUMBER.search(element.attributes.get("class", ""))
    return match[1] if match else ""
