from typing import Any

from tests.factories.answers import page, statement

POSITIONS = [
    {"id": "p1", "title": "Erst klären", "summary": "Das Studium geht vor."},
    {"id": "p2", "title": "Beides <zugleich>", "summary": ""},
]
FILE = {
    "title": "Wer wir sind",
    "url": "https://www.example.org/documents/1/wer-wir-sind.pdf",
    "fileName": "wer-wir-sind.pdf",
    "size": 57362,
    "mediaType": "application/pdf",
}
CORRECTIONS = [{"date": "2026-11-22", "text": "Es muss heißen: „Kein Cent“ & <kein> Mensch."}]


def listed(key: str, title: str, **overrides: Any) -> dict[str, Any]:
    """Return a contribution as a list of its debate holds it."""
    path = f"/debatten/was-zuerst/{key}/"
    values = {
        "id": key,
        "title": title,
        "path": path,
        "url": f"https://www.example.org{path}",
        "summary": f"Kurz: {title}",
        "date": "2026-11-20",
        "authors": [{"name": "AG Studium"}],
        "organisations": [],
        "position": POSITIONS[0],
        "answers": None,
    }
    return values | overrides


FIRST = listed("a", "Ohne Klarheit keine Richtung")
SECOND = listed("b", "Fragen stellen sich", authors=[{"name": "AG Massenarbeit"}], position=POSITIONS[1], answers=FIRST)
GUEST = listed("c", "Von außen", authors=[], organisations=[{"name": "Bündnis"}], position=None, answers=SECOND)


def debate(**overrides: Any) -> dict[str, Any]:
    values = {
        "__typename": "DebatePage",
        "title": "Was kommt zuerst?",
        "debateStatus": "OPEN",
        "openedOn": "2026-10-14",
        "positions": POSITIONS,
        "settlements": [{"date": "2026-11-08", "html": "<p>Beides gehört <b>dazu</b>.</p>"}],
        "contributions": [FIRST, SECOND, GUEST],
    }
    return page(**(values | overrides))


def contribution(**overrides: Any) -> dict[str, Any]:
    parent = {"title": "Was kommt zuerst?", "path": "/debatten/x/", "url": "https://www.example.org/debatten/x/"}
    values = {"__typename": "ContributionPage", **SECOND, "debate": parent, "answeredBy": [GUEST]}
    return page(**(values | overrides))


def study_module(**overrides: Any) -> dict[str, Any]:
    names = ("container", "place", "publisher", "pages", "isbn", "url", "note")
    reading = {**dict.fromkeys(names, ""), "authors": "Lenin, W. I.", "title": "Staat und Revolution", "year": "1974"}
    session = {
        "title": "Der Staat als Werkzeug",
        "start": "2026-12-03T19:00:00+01:00",
        "end": None,
        "place": "Leipzig",
        "summary": "Kapitel I bis III.",
        "event": {"path": "/termine/offenes-treffen/"},
    }
    values = {
        "__typename": "StudyModulePage",
        "title": "Was ist der Staat?",
        "sessions": [session],
        "readings": [reading],
        "files": [FILE],
    }
    return page(**(values | overrides))


def programme(**overrides: Any) -> dict[str, Any]:
    module = {"title": "Was ist der Staat?", "path": "/s/m/", "url": "https://www.example.org/s/m/", "summary": "1917"}
    return page(**({"__typename": "StudyProgrammePage", "title": "Studiengang", "modules": [module]} | overrides))


def publication(**overrides: Any) -> dict[str, Any]:
    values = {
        "__typename": "PublicationPage",
        "title": "Zum Mitnehmen",
        "publicationKind": "BROCHURE",
        "date": "2026-11-01",
        "authors": [{"name": "Redaktion"}],
        "topics": [{"name": "Organisation", "slug": "organisation"}],
        "series": {"name": "Klärung"},
        "isbn": "978-3-320-1",
        "price": "kostenlos",
        "files": [FILE],
    }
    return page(**(values | overrides))


def signed_statement(**overrides: Any) -> dict[str, Any]:
    values = {
        "authors": [{"name": "Redaktion"}],
        "coSigners": [{"name": "Bündnis Ost", "website": "https://buendnis.example.org/"}],
        "series": {"name": "Klärung"},
        "corrections": CORRECTIONS,
    }
    return statement(**(values | overrides))


PAGES = (debate, contribution, programme, study_module, publication, signed_statement)
