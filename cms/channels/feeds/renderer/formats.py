from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.xmlutils import SimplerXMLGenerator


class DatedFeed(SyndicationFeed):
    """Says when the newest entry changed and, when there is none, the time passed in instead of the clock's."""

    def latest_post_date(self) -> datetime:
        updated: datetime = self.feed["updated"]
        return updated


class RSSFeed(DatedFeed, Rss201rev2Feed):
    def rss_attributes(self) -> dict[str, str]:
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:media": "http://search.yahoo.com/mrss/",
        }

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("atom:updated", item["updateddate"].isoformat())
        _add_image(handler, item["image"])
        handler.addQuickElement("content:encoded", item["content"])


class AtomFeed(DatedFeed, Atom1Feed):
    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xmlns:media": "http://search.yahoo.com/mrss/"}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        # To the validator of the W3C a blank summary is a mistake in Atom, and a missing description one in RSS.
        super().add_item_elements(handler, {**item, "description": item["description"] or None})
        _add_image(handler, item["image"])
        handler.addQuickElement("content", item["content"], {"type": "html"})


def _add_image(handler: SimplerXMLGenerator, image: Mapping[str, Any] | None) -> None:
    # Not an enclosure: RSS requires its length in bytes, which nothing in the document tells.
    if image:
        size = {"width": str(image["width"]), "height": str(image["height"])}
        handler.addQuickElement("media:content", None, {"url": image["url"], "medium": "image", **size})
