from enum import Enum

import graphene
from django.conf import settings

Locale = graphene.Enum(
    "Locale",
    [(code.replace("-", "_"), code) for code, _name in settings.LANGUAGES],
    description=lambda member: (
        f"Content in the language {member.value}." if member else "The languages of the content."
    ),
)


def language_code(locale: Enum | str | None) -> str | None:
    """Return the code of an argument: graphene passes enum members for literals and plain values for defaults."""
    return locale.value if isinstance(locale, Enum) else locale
