from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class SearchWording:
    """What is said around the search of the website, and where it is found."""

    path: str
    title: str
    label: str
    send: str
    results: tuple[str, str]
    """For one result and for several, with places for how many and for what was looked for."""
    nothing: str
    """Has a place for what was looked for."""
    shortened: str
    all_kinds: str
    kinds: str
    """The name of the list of kinds."""
    groups: dict[str, str]
    elsewhere: tuple[str, str]
    """For results in another language, one and several, with a place for how many."""
    next: str
    beginning: str
    help: str
    hints: tuple[str, ...]
    retry: str
    retries: tuple[str, ...]

    def count(self, number: int, *, query: str) -> str:
        if number == 0:
            return self.nothing.format(query=query)
        return self.results[number > 1].format(number=number, query=query)


GERMAN_SEARCH = SearchWording(
    path="/suche/",
    title="Suche",
    label="Wonach suchen Sie?",
    send="Suchen",
    results=("{number} Treffer für „{query}“", "{number} Treffer für „{query}“"),
    nothing="Nichts gefunden für „{query}“",
    shortened="Der Text war zu lang. Gesucht wurde nach seinen ersten Wörtern.",
    all_kinds="Alles",
    kinds="Nur zeigen",
    groups={
        "statements": "Stellungnahmen",
        "events": "Termine",
        "debates": "Debatten",
        "studies": "Studium",
        "publications": "Veröffentlichungen",
        "newsletter": "Newsletter",
        "groups": "Ortsgruppen",
        "pages": "Seiten",
    },
    elsewhere=("{number} Treffer auf Englisch", "{number} Treffer auf Englisch"),
    next="Weitere Treffer",
    beginning="Zum Anfang der Treffer",
    help="So wird gesucht",
    hints=(
        "Gefunden wird, was alle Wörter enthält, gleich in welcher Form: „Kämpfe“ findet auch „Kampf“.",
        "Das letzte Wort darf unvollständig sein: „Gewerksch“ findet „Gewerkschaft“.",
        "Wörter in Anführungszeichen stehen genau so hintereinander: „Krieg und Frieden“.",
        "Ein Minus davor schließt ein Wort aus: „Frieden -Krieg“.",
    ),
    retry="Was jetzt hilft",
    retries=(
        "Ist alles richtig geschrieben?",
        "Weniger oder allgemeinere Wörter finden mehr.",
        "Zusammengesetzte Wörter werden an ihrem Anfang gefunden: „Wehr“ findet „Wehrpflicht“, „Pflicht“ nicht.",
    ),
)
ENGLISH_SEARCH = SearchWording(
    path="/en/search/",
    title="Search",
    label="What are you looking for?",
    send="Search",
    results=("{number} result for “{query}”", "{number} results for “{query}”"),
    nothing="Nothing found for “{query}”",
    shortened="The text was too long. Only its first words were looked for.",
    all_kinds="Everything",
    kinds="Show only",
    groups={
        "statements": "Statements",
        "events": "Events",
        "debates": "Debates",
        "studies": "Studies",
        "publications": "Publications",
        "newsletter": "Newsletter",
        "groups": "Local groups",
        "pages": "Pages",
    },
    elsewhere=("{number} result in German", "{number} results in German"),
    next="More results",
    beginning="Back to the first results",
    help="How to search",
    hints=(
        "A page is found when it holds all the words, in any of their forms: “unions” also finds “union”.",
        "The last word may be unfinished: “organi” finds “organization”.",
        "Words in quotation marks follow each other just like that: “working class”.",
        "A minus before a word leaves it out: “peace -war”.",
    ),
    retry="What may help",
    retries=(
        "Is everything spelled right?",
        "Fewer or more general words find more.",
        "Compounds are found by how they begin: “work” finds “workplace”, “place” does not.",
    ),
)
