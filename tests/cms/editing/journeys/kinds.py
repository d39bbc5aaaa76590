from dataclasses import dataclass, field

START = "Start"
ALL = ("website", "instagram", "telegram", "mastodon", "bluesky", "newsletter", "leaflet")


@dataclass(frozen=True, kw_only=True)
class Kind:
    """What there is to fill in of one type of page, in the words of the German admin."""

    name: str
    below: tuple[str, ...]
    fields: dict[str, str] = field(default_factory=dict)
    channels: tuple[str, ...] = ALL

    def __str__(self) -> str:
        return self.name


EACH = (
    Kind(name="Standardseite", below=(START,)),
    Kind(name="Stellungnahme", below=(START, "Stellungnahmen"), channels=(*ALL, "feeds")),
    Kind(
        name="Termin",
        below=(START, "Termine"),
        fields={"kind": "Kundgebung", "start": "2027-05-01 10:00", "end": "2027-05-01 12:00", "venue": "Marktplatz"},
        channels=(*ALL, "calendar"),
    ),
    Kind(name="Ortsgruppe", below=(START, "Ortsgruppen"), fields={"city": "Bremen", "email": "bremen@example.org"}),
    Kind(
        name="Kontaktseite",
        below=(START,),
        fields={"recipient": "kontakt@example.org", "consent": "Ich bin einverstanden."},
    ),
    Kind(name="Debatte", below=(START, "Debatten"), fields={"status": "Offene Frage", "opened_on": "2026-11-01"}),
    Kind(
        name="Debattenbeitrag",
        below=(START, "Debatten", "Was zuerst?"),
        fields={"date": "2026-11-02", "position_key": "Erst klären"},
    ),
    Kind(name="Studiengang", below=(START,)),
    Kind(name="Studienmodul", below=(START, "Studiengang")),
    Kind(
        name="Veröffentlichung",
        below=(START, "Veröffentlichungen"),
        fields={"kind": "Buch", "date": "2026-11-01", "isbn": "978-3-16-148410-0", "price": "5 Euro"},
    ),
)

LISTS = tuple(
    Kind(name=name, below=(START,))
    for name in (
        "Übersicht der Stellungnahmen",
        "Übersicht der Termine",
        "Übersicht der Debatten",
        "Übersicht der Veröffentlichungen",
        "Übersicht der Ortsgruppen",
    )
)
