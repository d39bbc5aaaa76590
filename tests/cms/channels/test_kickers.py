import pytest

from cms.channels.blocks import RenderError
from cms.channels.kickers import kicker
from cms.channels.wording import GERMAN
from tests.factories.answers import event, page, statement


def test_kicker_says_what_the_title_does_not() -> None:
    assert kicker(statement(), words=GERMAN) == ["20. November 2026", "Frieden"]
    assert kicker(event(title="Gegen den Krieg", kind="RALLY"), words=GERMAN) == ["Kundgebung"]
    assert kicker(event(title="Offenes Treffen"), words=GERMAN) == []
    assert kicker(page(), words=GERMAN) == []


def test_unknown_page_is_an_error() -> None:
    with pytest.raises(RenderError, match="cannot say a RiddlePage"):
        kicker(page(__typename="RiddlePage"), words=GERMAN)
