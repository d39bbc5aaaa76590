import unicodedata
from urllib.parse import quote

import regex
from django.utils.translation import gettext

from cms.channels.blocks import RenderError
from cms.typesetting.fonts import INVISIBLE, Face, missing_characters

# Signs that Source Sans lacks and the monospaced typeface inside typst has.
SYMBOLS = frozenset("★☆☎☭☮☺✆✉✌♀♂")
REGIONAL_INDICATORS = {0x1F1E6 + index: chr(ord("A") + index) for index in range(26)}


class UnsettableTextError(RenderError):
    """The text holds letters that none of our typefaces has."""


def settable(text: str) -> str:
    """Name the signs that no typeface of ours has, for example "[grinning face]". Raises UnsettableTextError."""
    missing = _missing(text)
    if not missing:
        return text
    letters = sorted(sign for sign in missing if unicodedata.category(sign)[0] in "LM")
    if letters:
        message = gettext("The typefaces of the leaflet lack %(letters)s in “%(text)s”.")
        raise UnsettableTextError(message % {"letters": " ".join(letters), "text": text[:80]})
    clusters = regex.findall(r"\X", text)
    return "".join(_named(cluster) if missing.intersection(cluster) else cluster for cluster in clusters)


def settable_address(address: str) -> str:
    """Encode the signs of an address that no typeface has; it leads to the same place."""
    missing = _missing(address)
    return "".join(quote(sign) if sign in missing else sign for sign in address)


def _missing(text: str) -> set[str]:
    return {sign for sign in missing_characters(text, Face.SANS) if sign not in SYMBOLS}


def _named(cluster: str) -> str:
    country = "".join(REGIONAL_INDICATORS.get(ord(sign), "") for sign in cluster)
    signs = [sign for sign in cluster if sign not in INVISIBLE and unicodedata.category(sign) != "Sk"]
    names = [unicodedata.name(sign, "").lower() or f"U+{ord(sign):04X}" for sign in signs or cluster]
    return f"[{country or ', '.join(names)}]"
