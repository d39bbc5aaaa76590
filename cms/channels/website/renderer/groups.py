from collections.abc import Mapping
from datetime import datetime
from itertools import groupby
from typing import Any

from cms.channels.groups import group_addresses
from cms.channels.links import map_address
from cms.channels.website.renderer.headlines import headline
from cms.channels.website.renderer.images import hero
from cms.channels.website.renderer.prose import PROSE
from cms.channels.wording import Wording

Data = Mapping[str, Any]


def group(page: Data, words: Wording, _now: datetime) -> tuple[str, dict[str, Any]]:
    return "website/group.html", {
        "hero": hero(page["heroImage"], words),
        "where": page["meetingPlace"] or page["city"],
        "map": map_address(page["coordinates"]),
        "addresses": [
            {"label": fact.label, "link": PROSE.link(fact.href, fact.text)}
            for fact in group_addresses(page, words=words)
        ],
    }


def group_index(page: Data, words: Wording, _now: datetime) -> tuple[str, dict[str, Any]]:
    """Show the groups under their regions, those without one at the end."""
    groups = sorted(page["groups"], key=lambda item: not item["region"])
    regions = [
        {"name": region or words.other_places, "groups": [_listed(item, words) for item in found]}
        for region, found in groupby(groups, key=lambda item: item["region"])
    ]
    return "website/groups.html", {"hero": hero(page["heroImage"], words), "regions": regions}


def _listed(item: Data, words: Wording) -> dict[str, Any]:
    return {"group": item, "headline": headline(item["title"], words=words)}
