from cms.importing.limits import MAXIMUM_CALL_TO_ACTION
from cms.importing.wordpress.body import Handler, Handlers
from cms.importing.wordpress.tree import Element
from cms.importing.words import one_line


class ButtonHandlers(Handlers):
    """Writes buttons as calls to action, or as links where they lead neither to a page nor to the web."""

    def media(self, element: Element) -> Handler | None:
        return self.button if "wp-block-button" in element.classes else None

    def button(self, element: Element) -> None:
        link = element.find("a")
        text = one_line(element.text())
        target = self.writer.targets.link(link.attributes.get("href", "")) if link else None
        if not target or not text or len(text) > MAXIMUM_CALL_TO_ACTION or element.find("img", "wp-left"):
            self.writer.pass_through(element)
            return
        for inner in (element, *element.elements()):
            self.writer.visit(inner)
        self.writer.account.links += 1
        self._append(target, text=text)

    def _append(self, target: dict[str, str], *, text: str) -> None:
        page = int(target["id"]) if target.get("linktype") == "page" else None
        address = target.get("href", "")
        if page or address.startswith(("http://", "https://")):
            self.writer.append("call_to_action", {"text": text, "page": page, "address": address})
        else:
            self.writer.linked(target, text=text)
