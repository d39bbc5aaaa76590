import pytest

from cms.channels.leaflet.renderer.signs import UnsettableTextError, settable, settable_address


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


@pytest.mark.parametrize(
    ("address", "settled"),
    [
        ("https://münchen.de/Łódź?a=ß", "https://münchen.de/Łódź?a=ß"),
        ("https://\uff59outube.com/中😀", "https://%EF%BD%99outube.com/%E4%B8%AD%F0%9F%98%80"),
    ],
)
def test_settable_address_leads_to_the_same_place(address: str, settled: str) -> None:
    assert settable_address(address) == settled
