import pytest
from PIL import features

from cms.typesetting import fonts
from cms.typesetting.fonts import Face, TypesettingUnavailable, check_available, load, missing_characters, settable

NEEDED = "ßẞäöüÄÖÜłŁğĞİıőŐşŞčČżŻ→„“‚‘’–—\u202f\u00a0\u2011…•«»€§"


@pytest.mark.parametrize("face", Face)
def test_every_face_has_the_characters_we_need(face: Face) -> None:
    assert missing_characters(NEEDED, face) == ()


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
