from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What channels say in their own words, around the content."""

    locale: str
    read_on: str
    read_on_website: str
    key_points: str
    topics: str
    when: str
    where: str
    online: str
    contact: str
    website: str
    past_events: str
    upcoming_events: str
    no_events: str
    latest_statements: str
    skip_to_content: str
    menu: str
    breadcrumbs: str
    languages: str
    image: str
    image_credit: str
    imprint: str
    page_missing: str
    page_missing_because: str
    to_home_page: str
    quotation_marks: tuple[str, str]
    kinds: dict[str, str]
    statuses: dict[str, str]
