from wagtail.models import Locale

from cms.example.texts import entries
from publications.models import Topic


def load_topics(*, german: Locale, english: Locale) -> None:
    for entry in entries("topics.yaml"):
        topic = Topic.objects.create(locale=german, **entry["de"])
        Topic.objects.create(locale=english, translation_key=topic.translation_key, **entry["en"])
