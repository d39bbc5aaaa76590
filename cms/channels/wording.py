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


GERMAN = Wording(
    locale="de",
    read_on="Weiterlesen",
    read_on_website="Auf der Website lesen",
    key_points="Das Wichtigste",
    topics="Themen",
    when="Wann",
    where="Wo",
    online="Online",
    contact="Kontakt",
    website="Website",
    past_events="Vergangene Termine",
    upcoming_events="Nächste Termine",
    no_events="Zurzeit sind keine Termine angekündigt.",
    latest_statements="Neue Stellungnahmen",
    skip_to_content="Zum Inhalt springen",
    menu="Hauptmenü",
    breadcrumbs="Sie sind hier",
    languages="Sprachen",
    image="Bild",
    image_credit="Bild:",
    imprint="Herausgegeben von",
    page_missing="Diese Seite gibt es nicht",
    page_missing_because="Vielleicht wurde sie umbenannt, oder in der Adresse ist ein Buchstabe verrutscht.",
    to_home_page="Zur Startseite",
    quotation_marks=("„", "“"),
    kinds={
        "RALLY": "Kundgebung",
        "ACTION": "Aktion",
        "CONGRESS": "Kongress",
        "OPEN_MEETING": "Offenes Treffen",
        "STUDY_SESSION": "Studiensitzung",
        "OTHER": "Termin",
    },
    statuses={
        "SCHEDULED": "",
        "CANCELLED": "Abgesagt",
        "POSTPONED": "Verschoben",
        "MOVED_ONLINE": "Findet online statt",
    },
)

ENGLISH = Wording(
    locale="en",
    read_on="Read on",
    read_on_website="Read on the website",
    key_points="In short",
    topics="Topics",
    when="When",
    where="Where",
    online="Online",
    contact="Contact",
    website="Website",
    past_events="Past events",
    upcoming_events="Coming up",
    no_events="There are no events announced at the moment.",
    latest_statements="New statements",
    skip_to_content="Skip to content",
    menu="Main menu",
    breadcrumbs="You are here",
    languages="Languages",
    image="Image",
    image_credit="Image:",
    imprint="Published by",
    page_missing="This page does not exist",
    page_missing_because="Perhaps it has a new name, or a letter in the address has slipped.",
    to_home_page="To the home page",
    quotation_marks=("“", "”"),
    kinds={
        "RALLY": "Rally",
        "ACTION": "Action",
        "CONGRESS": "Congress",
        "OPEN_MEETING": "Open meeting",
        "STUDY_SESSION": "Study session",
        "OTHER": "Event",
    },
    statuses={
        "SCHEDULED": "",
        "CANCELLED": "Cancelled",
        "POSTPONED": "Postponed",
        "MOVED_ONLINE": "Takes place online",
    },
)

WORDINGS = {"de": GERMAN, "en": ENGLISH}


def wording(locale: str) -> Wording:
    return WORDINGS[locale]
