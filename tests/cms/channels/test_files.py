import pytest

from cms.channels.files import described, file_label, file_title, kind, size_in_words
from cms.channels.wording import GERMAN


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, ""),
        (1, "1\u00a0B"),
        (999, "999\u00a0B"),
        (1_000, "1\u00a0kB"),
        (999_499, "999\u00a0kB"),
        (999_500, "1\u00a0MB"),
        (1_234_567, "1,2\u00a0MB"),
        (5_000_000_000, "5\u00a0GB"),
        (5_000_000_000_000, "5.000\u00a0GB"),
    ],
)
def test_size_is_said_in_steps_of_a_thousand(size: int, words: str) -> None:
    assert size_in_words(size, locale="de") == words


def test_size_follows_the_language() -> None:
    assert size_in_words(1_234_567, locale="en") == "1.2\u00a0MB"


def test_kind_is_the_ending_of_the_name_or_what_the_media_type_says() -> None:
    assert kind("Broschüre.tar.gz", media_type="application/gzip") == "GZ"
    assert kind("broschuere", media_type="application/pdf") == "PDF"
    assert kind("broschuere", media_type="application/x-unknown") == ""


def test_file_of_unknown_kind_and_size_is_described_by_nothing() -> None:
    assert described({"fileName": "datei", "mediaType": "", "size": None}, locale="de") == ""


def test_file_is_labeled_with_its_kind_and_size() -> None:
    file = {"title": "Wer wir sind", "fileName": "a.pdf", "mediaType": "application/pdf", "size": 214_000}

    assert file_label(file, words=GERMAN) == "Wer wir sind (PDF, 214\u00a0kB)"


def test_title_of_a_file_is_its_name_where_it_has_none() -> None:
    assert file_title({"fileTitle": "Titel", "fileName": "a.pdf"}) == "Titel"
    assert file_title({"fileTitle": "", "fileName": "a.pdf"}) == "a.pdf"
    assert file_title({"fileTitle": "", "fileName": ""}) == ""
