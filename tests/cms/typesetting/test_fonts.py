import pytest
from PIL import features

from cms.typesetting import fonts
from cms.typesetting.fonts import Face, TypesettingUnavailable, check_available, load, missing_characters, settable

GERMAN = "äöüßÄÖÜẞ"
TURKISH = "çğ\u0131öşüâîûÇĞIİÖŞÜÂÎÛ"
POLISH = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ"
OTHER_NAMES = "áàãâåæéèêëíìîïñóòôõøőœúùûűýÿčďěňřšťůžđðþāēīōūģķļņșț"
QUOTES = "„“”‚‘’«»\u2039\u203a"
DASHES = "-\u2010\u2011–—―\u2212"
SPACES = "\u00a0\u202f\u2009"
SIGNS = "…•·§€£%‰°×±½²³→©®†№&@#*/\\_|~^<>=+()[]{}!¡?¿"
NEEDED = GERMAN + TURKISH + POLISH + OTHER_NAMES + OTHER_NAMES.upper() + QUOTES + DASHES + SIGNS + "0123456789"


@pytest.mark.parametrize("face", Face)
def test_every_face_has_the_characters_we_need(face: Face) -> None:
    assert missing_characters(NEEDED, face) == ()


@pytest.mark.parametrize("space", SPACES)
@pytest.mark.parametrize("face", Face)
def test_every_face_sets_narrow_spaces_as_narrow(face: Face, space: str) -> None:
    font = load(face, size=200)

    width = font.getlength(f"n{space}n") - font.getlength("n") * 2
    assert font.getlength(" ") >= width > 0


@pytest.mark.parametrize("face", Face)
def test_turkish_and_german_letters_are_not_each_other(face: Face) -> None:
    font = load(face, size=100)

    assert len({bytes(font.getmask(letter)) for letter in "i\u0131Iİ"}) == 4
    assert len({bytes(font.getmask(letter)) for letter in "ßẞB"}) == 3


@pytest.mark.parametrize("face", Face)
def test_every_typeface_ships_its_license(face: Face) -> None:
    family = "source-sans-3" if "Sans" in face.value else "source-serif-4"

    assert "SIL OPEN FONT LICENSE" in (fonts.FOLDER / f"OFL-{family}.txt").read_text()


@pytest.mark.parametrize("face", Face)
def test_non_breaking_hyphen_is_drawn_as_a_hyphen(face: Face) -> None:
    font = load(face, size=100)

    assert bytes(font.getmask("\u2011")) == bytes(font.getmask("\u2010"))


def test_missing_characters_are_named_once() -> None:
    assert missing_characters("✊ Streik ✊ 中", Face.SANS) == ("✊", "中")


def test_settable_drops_emoji_with_their_joiners() -> None:
    assert settable("Kampf 👩‍👩‍👧 heute ✊🏽!", Face.SANS) == ("Kampf heute!", ("👩", "👧", "✊", "🏽"))


def test_settable_composes_umlauts() -> None:
    assert settable("Bu\u0308ndnis", Face.SERIF_BOLD) == ("Bündnis", ())


def test_without_raqm_typesetting_is_unavailable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(features, "check", lambda _: False)

    with pytest.raises(TypesettingUnavailable, match="libfribidi0"):
        check_available()


def test_without_a_font_file_typesetting_is_unavailable(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.setattr(fonts, "FOLDER", tmp_path_factory.mktemp("empty"))

    with pytest.raises(TypesettingUnavailable, match=r"SourceSans3_400Regular\.ttf"):
        check_available()
