from collections.abc import Mapping
from typing import Any

from cms.channels.fact import Fact
from cms.channels.links import map_address, profiles
from cms.channels.wording import Wording

Data = Mapping[str, Any]


def group_facts(page: Data, *, words: Wording) -> list[Fact]:
    """Return where a local group meets and how to reach it; nothing for other pages."""
    if "meetingPlace" not in page:
        return []
    on_map = map_address(page["coordinates"])
    where = Fact(label=words.meeting_place, text=page["meetingPlace"] or page["city"], href=on_map)
    return [where, *group_addresses(page, words=words)]


def group_addresses(page: Data, *, words: Wording) -> list[Fact]:
    email, addresses = page["email"], {words.website: page["website"], **profiles(page)}
    facts = (
        Fact(label=words.email, text=email, href=f"mailto:{email}"),
        *(Fact(label=name, text=_shown(address), href=address) for name, address in addresses.items()),
    )
    return [fact for fact in facts if fact.text]


def _shown(address: str) -> str:
    """Return an address as people write it: "example.org/bremen"."""
    return address.rsplit("://", maxsplit=1)[-1].removeprefix("www.").removesuffix("/")
