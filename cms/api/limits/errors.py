from graphql import GraphQLError, Node

from cms.api.limits.settings import LimitName, limit

# What the sender reads of each limit: its code, and what it may be, was, and should become.
EXPLANATIONS: dict[LimitName, tuple[str, str]] = {
    "bytes": (
        "DOCUMENT_TOO_LARGE",
        "A document may have {limit} bytes, and this one has {found}. Ask in several requests.",
    ),
    "tokens": (
        "TOO_MANY_TOKENS",
        "A document may have {limit} tokens, and this one has more. Ask in several requests.",
    ),
    "token_length": (
        "TOKEN_TOO_LONG",
        "A name or number may have {limit} characters, and this document has one of {found}. Shorten it.",
    ),
    "nesting": (
        "TOO_DEEP",
        (
            "A document may nest {limit} levels of brackets, and this one has more. "
            "Ask for what lies deeper in an operation of its own."
        ),
    ),
    "depth": (
        "TOO_DEEP",
        (
            "An operation may nest {limit} levels of fields, and this one has {found}. "
            "Ask for what lies deeper in an operation of its own."
        ),
    ),
    "written_fields": (
        "TOO_MANY_FIELDS",
        "A document may name {limit} fields, and this one names {found}. Ask in several requests.",
    ),
    "fields": (
        "TOO_MANY_FIELDS",
        (
            "An operation may select {limit} fields, and this one selects {found}, counting fragments wherever they "
            "are spread. Leave out what you do not show, or ask in several operations."
        ),
    ),
    "aliases": (
        "TOO_MANY_ALIASES",
        (
            "An operation may ask for the same field under {limit} names in one place, and this one uses {found}. "
            "Ask for the others in further operations."
        ),
    ),
    "root_fields": (
        "TOO_MANY_ROOT_FIELDS",
        (
            "An operation may ask for {limit} fields of the outermost type, and this one asks for {found}. "
            "Ask for the others in further operations."
        ),
    ),
    "fragments": (
        "TOO_MANY_FRAGMENTS",
        "A document may define {limit} fragments, and this one defines {found}. Send only those that it uses.",
    ),
    "spreads": (
        "TOO_MANY_SPREADS",
        (
            "A document may spread fragments {limit} times, and this one does it {found} times. "
            "Write out small fragments, or ask in several requests."
        ),
    ),
    "operations": (
        "TOO_MANY_OPERATIONS",
        "A document may have {limit} operations, and this one has {found}. Send only the one that is to run.",
    ),
    "values": (
        "TOO_MANY_VALUES",
        (
            "The arguments and variables of a document may have {limit} tokens, and these have {found}. "
            "Send long values in 'variables'."
        ),
    ),
    "text": (
        "TEXT_TOO_LONG",
        "The texts in a document may have {limit} characters, and these have {found}. Send long texts in 'variables'.",
    ),
    "directives": (
        "TOO_MANY_DIRECTIVES",
        (
            "A document may use {limit} directives, and this one uses {found}. "
            "Put one @include or @skip on a fragment instead of many on fields."
        ),
    ),
    "merges": (
        "TOO_MANY_MERGES",
        (
            "An operation selects the same names in the same places so often that {found} pairs of fields would have "
            "to be compared, and {limit} are allowed. Select each field once."
        ),
    ),
    "cost": (
        "TOO_COSTLY",
        (
            "An operation may cost {limit}, and this one costs {found}. Ask for smaller pages or fewer fields; "
            "docs/graphql.md says how the cost is counted."
        ),
    ),
    "page_size": (
        "BAD_PAGE_SIZE",
        "A page may have {limit} items, and this operation asks for {found}. Ask for the others by their cursor.",
    ),
    "variables_bytes": (
        "VARIABLES_TOO_LARGE",
        "The variables may have {limit} bytes, and these have {found}. Send smaller values.",
    ),
    "variables_depth": (
        "VARIABLES_TOO_DEEP",
        "The variables may nest {limit} levels, and these have more. Send flatter values.",
    ),
    "variables_items": (
        "VARIABLES_TOO_LONG",
        "A list or map in the variables may have {limit} entries, and one has {found}. Ask in several requests.",
    ),
    "seconds": (
        "TIMEOUT",
        "The answer took longer than {limit} seconds and was given up. Ask for smaller pages or fewer fields.",
    ),
}


class LimitError(GraphQLError):
    """A request asks for too much at once."""

    def __init__(self, *, name: LimitName, found: int | str = "more", node: Node | None = None) -> None:
        code, message = EXPLANATIONS[name]
        super().__init__(message.format(limit=limit(name), found=found), node, extensions={"code": code})
