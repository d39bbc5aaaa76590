from dataclasses import dataclass, field
from datetime import timedelta


@dataclass(kw_only=True)
class Switches:
    """How this Instagram behaves where the real one is known to differ from itself, or is not known."""

    reads_until_finished: int = 1
    never_finishes: bool = False
    # What the next containers come to, instead of FINISHED: the text of their status.
    failing_with: list[str] = field(default_factory=list)
    says_status: bool = True
    # A status may show a publication late, and so may the list.
    status_lag: timedelta = timedelta(0)
    list_lag: timedelta = timedelta(0)
    # Whether a container makes one post only.
    is_single_use: bool = True
    has_caption_field: bool = True
    names_media: bool = True
    ids_are_numbers: bool = False
    codes_are_strings: bool = False
    quota_total: int | None = 50
    maximum_containers: int = 400
    maximum_hashtags: int = 30
    is_restricted: bool = False
    is_blocked: bool = False
    lacks_page_authorization: bool = False
    downloads: bool = True
    download_seconds: float = 2
    usage: int = 3
    sunset_versions: set[str] = field(default_factory=lambda: {"v20.0"})
    refreshed_user: str = ""
    insights: dict[str, int] = field(default_factory=lambda: {"reach": 120, "likes": 7})
    insights_refusal: tuple[int, str] | None = None
