"""Documents that mean harm, each with the code of its refusal."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Hostile:
    name: str
    text: str
    code: str
    variables: dict[str, Any] = field(default_factory=dict)


def nested(opening: str, closing: str, times: int, *, middle: str = "") -> str:
    return opening * times + middle + closing * times


def route(selection: str) -> str:
    return f'{{ route(path: "/") {{ ... on PageRoute {{ page {{ {selection} }} }} }} }}'


def chain(length: int, *, spreads: str = "...f{next}", last: str = "__typename") -> str:
    links = (f"fragment f{i} on Query {{ {spreads.format(next=i + 1)} }}" for i in range(length))
    return " ".join(["{ ...f0 }", *links, f"fragment f{length} on Query {{ {last} }}"])


def many(template: str, count: int, joiner: str = " ") -> str:
    return joiner.join(template.format(i=i) for i in range(count))


def tree(levels: int, width: int, field: str = "ofType") -> str:
    selection = "name"
    for _level in range(levels):
        selection = f"{field} {{ {selection} }} " * width
    return f'{{ __type(name: "Query") {{ {selection} }} }}'


LIST = "statements(first: {first}) {{ nodes {{ {inner} }} }}"
PAGES = "query Q($n: Int) { statements(first: $n) { nodes { title } } }"
EVERYTHING = "authors { name } topics { name } corrections { text } relatedPages { relatedPages { title } }"

HOSTILE = [
    # Size.
    Hostile(name="a megabyte of spaces", text="{ __typename }" + " " * 2**20, code="DOCUMENT_TOO_LARGE"),
    Hostile(name="a long comment on every line", text="#\n" * 30000 + "{ __typename }", code="TOO_MANY_TOKENS"),
    Hostile(name="a flood of __typename", text="{" + " __typename" * 5000 + "}", code="TOO_MANY_TOKENS"),
    Hostile(name="as many __typename as tokens allow", text="{" + " __typename" * 3900 + "}", code="TOO_MANY_FIELDS"),
    Hostile(name="a very long name", text="{ " + "a" * 60000 + " }", code="TOKEN_TOO_LONG"),
    Hostile(
        name="a very long number",
        text='{ route(path: "/", locale: ' + "9" * 60000 + ") { __typename } }",
        code="TOKEN_TOO_LONG",
    ),
    Hostile(
        name="a very long string",
        text='{ route(path: "' + "a" * 70000 + '") { __typename } }',
        code="DOCUMENT_TOO_LARGE",
    ),
    Hostile(name="a string that never ends", text='{ route(path: "' + '\\"' * 30000, code="TEXT_TOO_LONG"),
    Hostile(name="a block string that never ends", text='{ route(path: """' + '\\"""' * 15000, code="TEXT_TOO_LONG"),
    Hostile(name="quotation marks", text='"' * 60000, code="TOO_MANY_TOKENS"),
    Hostile(name="backslashes", text="\\" * 60000, code="TOO_MANY_TOKENS"),
    Hostile(name="punctuation", text="!" * 60000, code="TOO_MANY_TOKENS"),
    Hostile(name="empty operations", text=many("query q{i} {{ __typename }}", 750), code="TOO_MANY_OPERATIONS"),
    # Depth.
    Hostile(name="deep selections", text=nested("{ a ", "}", 1200), code="TOO_DEEP"),
    Hostile(name="deep selections that never close", text="{ a " * 1900, code="TOO_DEEP"),
    Hostile(
        name="deep inline fragments", text="{ " + nested("... {", "}", 70, middle="__typename") + " }", code="TOO_DEEP"
    ),
    Hostile(name="deep lists", text="{ route(path: " + nested("[", "]", 1900) + ") { __typename } }", code="TOO_DEEP"),
    Hostile(
        name="deep maps",
        text="{ route(path: " + nested("{a:", "}", 900, middle="1") + ") { __typename } }",
        code="TOO_DEEP",
    ),
    Hostile(
        name="deep types",
        text="query Q($a: " + nested("[", "]", 1900, middle="Int") + ") { __typename }",
        code="TOO_DEEP",
    ),
    Hostile(
        name="deep fields",
        text='{ __type(name: "Query") {' + nested(" ofType {", " }", 20, middle=" name") + " } }",
        code="TOO_DEEP",
    ),
    # Fragments.
    Hostile(
        name="a fragment in itself", text="{ ...F } fragment F on Query { ...F }", code="GRAPHQL_VALIDATION_FAILED"
    ),
    Hostile(name="a ring of fragments", text=chain(90, last="...f0"), code="GRAPHQL_VALIDATION_FAILED"),
    Hostile(
        name="each fragment spreads each",
        text="{ ...f0 } " + many("fragment f{i} on Query {{ ...f0 ...f1 ...f2 ...f3 ...f4 ...f5 ...f6 ...f7 }}", 20),
        code="GRAPHQL_VALIDATION_FAILED",
    ),
    Hostile(name="fragments that double", text=chain(40, spreads="...f{next} ...f{next}"), code="TOO_MANY_FIELDS"),
    Hostile(name="a long chain of fragments", text=chain(300), code="TOO_MANY_FRAGMENTS"),
    Hostile(
        name="one fragment many times",
        text="{ " + "...F " * 1500 + "} fragment F on Query { __typename }",
        code="TOO_MANY_SPREADS",
    ),
    Hostile(
        name="fragments that nobody defined", text="{ " + many("...f{i}", 150) + " }", code="GRAPHQL_VALIDATION_FAILED"
    ),
    # Aliases and repetition.
    Hostile(
        name="one field under many names",
        text="{ " + many('a{i}: route(path: "/") {{ __typename }}', 240) + " }",
        code="TOO_MANY_ROOT_FIELDS",
    ),
    Hostile(
        name="many aliases of __typename", text="{ " + many("a{i}: __typename", 450) + " }", code="TOO_MANY_ROOT_FIELDS"
    ),
    Hostile(name="one inner field under many names", text=route(many("a{i}: title", 450)), code="TOO_MANY_ALIASES"),
    Hostile(
        name="aliases across fragments",
        text=route("...A ...B a: title")
        + " fragment A on PageInterface { "
        + many("b{i}: title", 5)
        + " } fragment B on PageInterface { "
        + many("c{i}: title", 5)
        + " }",
        code="TOO_MANY_ALIASES",
    ),
    Hostile(name="many unknown inner fields", text=route(many("statement{i}", 450)), code="GRAPHQL_VALIDATION_FAILED"),
    Hostile(
        name="many fields of the outermost type",
        text="{ "
        + many('a{i}: route(path: "/") {{ __typename }} b{i}: site {{ url }} c{i}: statements {{ totalCount }}', 8)
        + " }",
        code="TOO_MANY_ROOT_FIELDS",
    ),
    Hostile(name="one name again and again", text=route("title " * 450), code="TOO_MANY_MERGES"),
    Hostile(name="a tree of one name", text=tree(7, 2), code="TOO_MANY_MERGES"),
    Hostile(name="a wide tree of one name", text=tree(3, 8), code="TOO_MANY_FIELDS"),
    Hostile(
        name="names that contradict each other",
        text=route(many("x: {{i}}".replace("{{i}}", "title") + " x: path", 240)),
        code="TOO_MANY_MERGES",
    ),
    # Directives and arguments.
    Hostile(
        name="a flood of directives", text="{ __typename " + "@skip(if: false) " * 400 + "}", code="TOO_MANY_DIRECTIVES"
    ),
    Hostile(name="directives that do not exist", text="{ __typename " + "@a" * 1900 + " }", code="TOO_MANY_DIRECTIVES"),
    Hostile(
        name="one argument many times",
        text="{ route(" + 'path: "/" ' * 1200 + ") { __typename } }",
        code="TOO_MANY_VALUES",
    ),
    Hostile(name="a long list", text="{ route(path: [" + "1 " * 3900 + "]) { __typename } }", code="TOO_MANY_VALUES"),
    Hostile(
        name="a map of many keys",
        text="{ route(path: {" + many("a{i}: 1", 1200) + "}) { __typename } }",
        code="TOO_MANY_VALUES",
    ),
    Hostile(name="many unknown fields", text="{ " + many("statement{i}", 450) + " }", code="TOO_MANY_ROOT_FIELDS"),
    Hostile(
        name="many variables", text="query Q(" + many("$a{i}: Int", 900) + ") { __typename }", code="TOO_MANY_VALUES"
    ),
    Hostile(
        name="one variable many times", text="query Q(" + "$a: Int " * 900 + ") { __typename }", code="TOO_MANY_VALUES"
    ),
    Hostile(name="many types", text=many("type T{i} {{ a{i}: Int }}", 450), code="TOO_MANY_ALIASES"),
    # Introspection.
    Hostile(
        name="introspection in circles",
        text="{ __schema { types { " + nested("fields { type { ", "} } ", 5, middle="name ") + "} } }",
        code="GRAPHQL_VALIDATION_FAILED",
    ),
    Hostile(
        name="costly introspection",
        text="{ __schema { types { fields { args { type { fields { args { name } } } } } } } }",
        code="TOO_COSTLY",
    ),
    # Characters.
    Hostile(name="control characters", text="{ \x00 }", code="BAD_CHARACTER"),
    Hostile(name="an escaped NUL", text='{ route(path: "\\u{0000}") { __typename } }', code="BAD_CHARACTER"),
    Hostile(
        name="half of a surrogate pair", text='{ route(path: "\\ud800") { __typename } }', code="GRAPHQL_PARSE_FAILED"
    ),
    Hostile(name="letters that look like others", text="{ sit\u0435 { url } }", code="GRAPHQL_PARSE_FAILED"),
    Hostile(name="text that runs backwards", text="{ site \u202e{ url } }", code="GRAPHQL_PARSE_FAILED"),
    Hostile(name="spaces without width", text="{ site\u200b { url } }", code="GRAPHQL_PARSE_FAILED"),
    Hostile(name="byte order marks", text="\ufeff" * 20000 + "{ nothing }", code="GRAPHQL_VALIDATION_FAILED"),
    # Cost.
    Hostile(name="a page of a million", text="{ statements(first: 1000000) { totalCount } }", code="BAD_PAGE_SIZE"),
    Hostile(
        name="a page of more than a number holds",
        text="{ statements(first: 99999999999999999999) { totalCount } }",
        code="GRAPHQL_VALIDATION_FAILED",
    ),
    Hostile(name="a page of a million by a variable", text=PAGES, code="BAD_PAGE_SIZE", variables={"n": 10**6}),
    Hostile(
        name="a page of a million by a default",
        text=PAGES.replace("$n: Int", "$n: Int = 1000000"),
        code="BAD_PAGE_SIZE",
    ),
    Hostile(
        name="many large pages",
        text="{ "
        + many("a{i}: " + LIST.format(first=100, inner=EVERYTHING).replace("{", "{{").replace("}", "}}"), 8)
        + " }",
        code="TOO_COSTLY",
    ),
    Hostile(
        name="lists in lists",
        text="{ statements(first: 100) { nodes { relatedPages { relatedPages { relatedPages { title } } } } } }",
        code="TOO_COSTLY",
    ),
]
