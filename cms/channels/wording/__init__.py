from cms.channels.wording.english import ENGLISH
from cms.channels.wording.german import GERMAN
from cms.channels.wording.words import Wording

WORDINGS = {"de": GERMAN, "en": ENGLISH}


def wording(locale: str) -> Wording:
    return WORDINGS[locale]


__all__ = ["WORDINGS", "Wording", "wording"]
