import pytest

from cms.channels.leaflet.renderer.signs import UnsettableTextError, settable


@pytest.mark.parametrize(
    ("text", "settled"),
    [
        ("Grüße, „Łódź“ – § 5", "Grüße, „Łódź“ – § 5"),
        ("★ ☎ ☭", "★ ☎ ☭"),
        ("Hallo 😀!", "Hallo [grinning face]!"),
        ("✊🏽", "[raised fist]"),
        ("🇵🇸", "[PS]"),
        ("👩‍👧", "[woman, girl]"),
        ("\x01", "[U+0001]"),
    ],
)
def test_settable_names_what_has_no_glyph(text: str, settled: str) -> None:
    assert settable(text) == settled


def test_settable_refuses_letters_without_glyph() -> None:
    with pytest.raises(UnsettableTextError, match="lack 中 文"):
        settable("中文 auf Papier")
