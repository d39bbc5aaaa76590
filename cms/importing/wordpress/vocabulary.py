from wagtail.models import Locale

from cms.blocks.slugs import slug_of
from cms.importing.limits import MAXIMUM_PERSON_NAME, MAXIMUM_TOPIC_NAME
from cms.importing.wordpress.account import Left
from cms.importing.wordpress.ledger import Ledger
from cms.importing.wordpress.wxr import Author, Export, Term
from cms.importing.words import count_words, one_line, shortened
from publications.models import Person, Topic
from publications.models.people import PersonKind

TOPICS = frozenset({"category", "post_tag"})


class Vocabulary:
    """Topics made of categories and tags, and collectives made of authors."""

    def __init__(self, export: Export, *, locale: Locale, ledger: Ledger) -> None:
        self.export = export
        self.locale = locale
        self.ledger = ledger
        self.topics: dict[str, Topic] = {topic.slug: topic for topic in Topic.objects.filter(locale=locale)}
        self.people: dict[str, Person] = {}

    def import_all(self) -> None:
        for term in self.export.terms:
            if term.taxonomy in TOPICS:
                self._count(term, self._topic(term))
            else:
                self.ledger.notes[f"term left out: {term.taxonomy}"] += 1
                self._leave(term)
            if term.parent:
                self.ledger.notes["categories below others stand beside them"] += 1
        for author in self.export.authors:
            self.people[author.login] = self._person(author)
        self.ledger.counts["topics"] = len({term.slug for term in self.export.terms if term.taxonomy in TOPICS})
        self.ledger.counts["authors"] = len(self.people)

    def topics_of(self, terms: tuple[Term, ...]) -> list[Topic]:
        found: dict[int, Topic] = {}
        for term in terms:
            if term.taxonomy in TOPICS:
                topic = self._topic(term)
                found[topic.pk] = topic
        return [found[number] for number in sorted(found)]

    def author(self, login: str) -> Person | None:
        if login and login not in self.people:
            self.people[login] = self._person(Author(login=login, name=login))
        return self.people.get(login)

    def _topic(self, term: Term) -> Topic:
        name = shortened(one_line(term.name) or term.slug, limit=MAXIMUM_TOPIC_NAME)
        slug = (slug_of(name) or slug_of(term.slug) or "topic")[:MAXIMUM_TOPIC_NAME].strip("-")
        if slug not in self.topics:
            self.topics[slug] = Topic.objects.create(
                name=name, slug=slug, description=term.description, locale=self.locale
            )
        return self.topics[slug]

    def _person(self, author: Author) -> Person:
        name = shortened(one_line(author.name), limit=MAXIMUM_PERSON_NAME)
        slug = (slug_of(name) or slug_of(author.login) or "author")[:MAXIMUM_PERSON_NAME]
        defaults = {"name": name, "kind": PersonKind.COLLECTIVE}
        person, _created = Person.objects.get_or_create(slug=slug, locale=self.locale, defaults=defaults)
        arrived, stored = count_words([author.name]), count_words([person.name])
        is_same = person.name == name and stored == arrived
        self.ledger.add_words(arrived=arrived, stored=arrived if is_same else 0)
        if not is_same:
            self.ledger.leave("authors", [Left(kind="author with the address of another one", text=author.name)])
        return person

    def _count(self, term: Term, topic: Topic) -> None:
        for text, kept in ((term.name, topic.name), (term.description, topic.description)):
            words = count_words([text])
            is_kept = one_line(text) == one_line(kept)
            self.ledger.add_words(arrived=words, stored=words if is_kept else 0)
            if words and not is_kept:
                self.ledger.leave("topics", [Left(kind="topic that is there with other words", text=text)])

    def _leave(self, term: Term) -> None:
        texts = [text for text in (term.name, term.description) if count_words([text])]
        self.ledger.add_words(arrived=count_words(texts), stored=0)
        self.ledger.leave("terms", [Left(kind=f"term of {term.taxonomy}", text=text) for text in texts])
