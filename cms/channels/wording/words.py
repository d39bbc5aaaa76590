from dataclasses import dataclass

from cms.channels.wording.forms import FormWording
from cms.channels.wording.issues import IssueWording
from cms.channels.wording.register import AuthorWording, DebateWording, PublicationWording, StudyWording
from cms.channels.wording.searching import SearchWording


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
    see_also: str
    breadcrumbs: str
    languages: str
    image: str
    image_credit: str
    video: str
    footnotes: str
    footnote: str
    back_to_text: str
    load_video: str
    load_video_because: str
    watch_at: str
    imprint: str
    page_missing: str
    page_missing_because: str
    page_gone: str
    page_gone_because: str
    to_home_page: str
    email: str
    meeting_place: str
    other_places: str
    no_groups: str
    map: str
    responsible: str
    form: FormWording
    author: AuthorWording
    debate: DebateWording
    study: StudyWording
    publication: PublicationWording
    issue: IssueWording
    search: SearchWording
    quotation_marks: tuple[str, str]
    kinds: dict[str, str]
    statuses: dict[str, str]
    # Events: their series, their single dates, and what else people must know to come.
    note: str
    next_date: str
    exceptions: str
    programme: str
    registration: str
    accessibility: str
    host_group: str
    until: str
    not_on: str
    instead_of: str
    elsewhere_on: str
    series: dict[str, str]
    weeks: dict[int, str]
