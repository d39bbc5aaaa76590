import pytest

from cms.api.http.errors import NotAcceptableError
from cms.api.http.negotiation import GRAPHQL_RESPONSE, HTML, JSON, OFFERED, preferred_type


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, JSON),
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        ("application/*;q=0.5, application/graphql-response+json;q=0.4", JSON),
        ("application/graphql-response+json;q=0, application/*", JSON),
        ("application/json;q=0, */*", GRAPHQL_RESPONSE),
        ("application/json;q=0.000, */*;q=0.001", GRAPHQL_RESPONSE),
        ("application/json, application/graphql-response+json", JSON),
        ("*/*, application/graphql-response+json", GRAPHQL_RESPONSE),
        ("text/html;q=1, application/graphql-response+json;q=0.1", GRAPHQL_RESPONSE),
        ('application/json;a="x,y;q=0";q=0.2, application/graphql-response+json;q=0.1', JSON),
        ("application/json; charset=latin-1, application/graphql-response+json;q=0.1", GRAPHQL_RESPONSE),
        ("APPLICATION/JSON ; Q=1.0", JSON),
        (",,;;q, application/graphql-response+json", GRAPHQL_RESPONSE),
        ("nonsense", JSON),
    ],
)
def test_the_best_of_what_is_accepted_is_chosen(accept: str | None, expected: str) -> None:
    assert preferred_type(accept, *OFFERED) == expected


@pytest.mark.parametrize(
    "accept", ["image/png", "text/html", "application/json;q=0", "*/*;q=0", "application/xml, text/*"]
)
def test_what_nobody_accepts_is_not_sent(accept: str) -> None:
    with pytest.raises(NotAcceptableError):
        preferred_type(accept, *OFFERED)


def test_a_browser_gets_a_page() -> None:
    accept = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"

    assert preferred_type(accept, *OFFERED, HTML) == HTML


def test_a_long_header_is_read_in_time_that_grows_with_its_length() -> None:
    assert preferred_type('"' + "\\" * 60000, *OFFERED) == JSON
