from cms.typesetting.fonts import Face, load
from cms.typesetting.words import Run, text_of


def test_text_has_single_spaces_and_a_face_for_each_character() -> None:
    text = text_of((Run(text="  Ein  "), Run(text=" Wort\n", face=Face.SANS_ITALIC)), language="de")

    assert text.characters == "Ein Wort"
    assert text.faces[0] is Face.SANS
    assert text.faces[-1] is Face.SANS_ITALIC


def test_soft_hyphens_are_the_only_breaks_of_their_word() -> None:
    text = text_of((Run(text="Blumento\u00adpferde"),), language="de")

    assert text.characters == "Blumentopferde"
    assert text.words[0].hyphens == (8,)


def test_explicit_hyphens_are_joints() -> None:
    (word,) = text_of((Run(text="Nord-Süd-Konflikt"),), language="de").words

    assert word.joints == (5, 9)


def test_addresses_break_after_slashes_and_only_in_need_elsewhere() -> None:
    (word,) = text_of((Run(text="https://ko-d.de/a/b"),), language="de").words

    assert word.joints == (16, 18)
    assert word.hyphens == (11, 13)


def test_widths_scale_from_the_measuring_size() -> None:
    text = text_of((Run(text="Rindfleischetikettierung"),), language="de")

    measured = text.width(0, len(text.characters)) * 84 / 200

    assert abs(measured - load(Face.SANS, size=84).getlength(text.characters)) < 1
