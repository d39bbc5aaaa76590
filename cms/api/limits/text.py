import re

from graphql import GraphQLError

from cms.api.limits.errors import LimitError
from cms.api.limits.outline import Reader
from cms.api.limits.settings import LimitName, limit

# One alternative for each kind of token. What is not closed runs on to the end of its line or of the text, and nothing
# is tried twice (the possessive quantifiers), so that the time grows with the length of the text alone.
TOKENS = re.compile(
    r"""
    \"\"\"(?:[^"\\]|\\\"\"\"|\\|"(?!""))*+(?:\"\"\")?
    | "(?:[^"\\\n\r]|\\[^\n\r])*+"?
    | \#[^\n\r]*+
    | \.\.\.
    | [_0-9A-Za-z+\-][_0-9A-Za-z+.\-]*+
    | [^\s,\ufeff]
    """,
    re.VERBOSE,
)
COUNTED: tuple[LimitName, ...] = (
    *("nesting", "operations", "fragments", "spreads", "directives", "values", "text"),
    *("written_fields", "root_fields", "aliases", "merges"),
)
# PostgreSQL keeps no such character, and no client means it.
NUL = re.compile(r"\x00|\\u0000|\\u\{0+\}")


class BadCharacterError(GraphQLError):
    def __init__(self) -> None:
        super().__init__(
            "A text must not contain the character NUL. Leave it out.", extensions={"code": "BAD_CHARACTER"}
        )


def check_text(text: str) -> tuple[GraphQLError, ...]:
    """Return what is too large in a document that nobody has parsed, in a small part of the time that parsing takes."""
    size = len(text.encode(errors="replace"))
    if size > limit("bytes"):
        return (LimitError(name="bytes", found=size),)
    if NUL.search(text):
        return (BadCharacterError(),)
    tokens = TOKENS.findall(text)[: limit("tokens") + 1]
    return _excess(tokens)


def _excess(tokens: list[str]) -> tuple[LimitError, ...]:
    if len(tokens) > limit("tokens"):
        return (LimitError(name="tokens"),)
    longest = max((len(token) for token in tokens if token[0] not in '"#'), default=0)
    if longest > limit("token_length"):
        return (LimitError(name="token_length", found=longest),)
    outline = Reader().read(tokens)
    found: dict[LimitName, int] = {name: getattr(outline, name) for name in COUNTED}
    return tuple(LimitError(name=name, found=number) for name, number in found.items() if number > limit(name))
