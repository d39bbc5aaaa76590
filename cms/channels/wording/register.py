import re
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class AuthorWording:
    """What is said of those behind a text."""

    by: str
    co_signed_by: str
    guests: str
    series: str
    correction: str
    """Has a place for the day."""


@dataclass(frozen=True, kw_only=True)
class DebateWording:
    question: str
    opened: str
    """Has a place for the day."""
    states: dict[str, str]
    positions: str
    position: str
    no_position: str
    settled: str
    contribution: str
    contributions: str
    no_contributions: str
    to_debate: str
    as_thread: str
    by_position: str
    by_date: str
    answers: str
    answered_by: str


@dataclass(frozen=True, kw_only=True)
class StudyWording:
    modules: str
    module: str
    """Has a place for the number."""
    sessions: str
    readings: str
    to_event: str
    contained_in: str
    page: str
    several_pages: str

    def pages(self, numbers: str) -> str:
        """Return the sign for one page or for several."""
        return self.several_pages if re.search(r"[-–,]|f\.", numbers) else self.page


@dataclass(frozen=True, kw_only=True)
class PublicationWording:
    files: str
    price: str
    isbn: str
    kinds: dict[str, str]


GERMAN_AUTHOR = AuthorWording(
    by="Von",
    co_signed_by="Mitunterzeichnet von",
    guests="Gastbeitrag von",
    series="Reihe",
    correction="Berichtigung vom {day}",
)
ENGLISH_AUTHOR = AuthorWording(
    by="By",
    co_signed_by="Co-signed by",
    guests="Guest contribution by",
    series="Series",
    correction="Correction, {day}",
)

GERMAN_DEBATE = DebateWording(
    question="Stand",
    opened="eröffnet am {day}",
    states={"OPEN": "Offene Frage", "SETTLED": "Geklärt"},
    positions="Positionen",
    position="Position",
    no_position="Ohne Position",
    settled="Was geklärt ist",
    contribution="Beitrag",
    contributions="Beiträge",
    no_contributions="Es gibt noch keine Beiträge.",
    to_debate="Debatte",
    as_thread="Im Zusammenhang",
    by_position="Nach Position",
    by_date="Nach Datum",
    answers="Antwort auf",
    answered_by="Antworten auf diesen Beitrag",
)
ENGLISH_DEBATE = DebateWording(
    question="Status",
    opened="opened on {day}",
    states={"OPEN": "Open question", "SETTLED": "Settled"},
    positions="Positions",
    position="Position",
    no_position="No position",
    settled="What has been settled",
    contribution="Contribution",
    contributions="Contributions",
    no_contributions="There are no contributions yet.",
    to_debate="Debate",
    as_thread="As a thread",
    by_position="By position",
    by_date="By date",
    answers="In answer to",
    answered_by="Answers to this contribution",
)

GERMAN_STUDY = StudyWording(
    modules="Module",
    module="Modul {number}",
    sessions="Sitzungen",
    readings="Lektüre",
    to_event="Zum Termin",
    contained_in="In:",
    page="S.",
    several_pages="S.",
)
ENGLISH_STUDY = StudyWording(
    modules="Modules",
    module="Module {number}",
    sessions="Sessions",
    readings="Readings",
    to_event="See the event",
    contained_in="In:",
    page="p.",
    several_pages="pp.",
)

GERMAN_PUBLICATION = PublicationWording(
    files="Dateien",
    price="Preis",
    isbn="ISBN",
    kinds={
        "BROCHURE": "Broschüre",
        "CONGRESS_DOCUMENTATION": "Kongressdokumentation",
        "BOOK": "Buch",
        "MAGAZINE": "Zeitschrift",
        "OTHER": "Veröffentlichung",
    },
)
ENGLISH_PUBLICATION = PublicationWording(
    files="Files",
    price="Price",
    isbn="ISBN",
    kinds={
        "BROCHURE": "Brochure",
        "CONGRESS_DOCUMENTATION": "Congress documentation",
        "BOOK": "Book",
        "MAGAZINE": "Magazine",
        "OTHER": "Publication",
    },
)
