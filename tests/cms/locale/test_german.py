import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation import override, templatize

from publications.models import StatementPage

SOURCES = ("cms", "home", "publications")
GERMAN = settings.LOCALE_PATHS[0] / "de" / "LC_MESSAGES"
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    **{f"{name}_lazy": DEFAULT_KEYWORDS[name] for name in ("gettext", "ngettext", "pgettext", "npgettext")},
}
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[a-z]|\{\w*\}")
UNTRANSLATED_BY_WAGTAIL = {("Password", None)}
COMPILE = "Compile it with: .venv/bin/pybabel compile --domain django --directory cms/locale"


def catalog() -> Catalog:
    with (GERMAN / "django.po").open("rb") as file:
        return read_po(file, locale="de", abort_invalid=True)


def python_source(path: Path) -> str:
    text = path.read_text()
    # Django turns a template into calls of gettext amid noise; one line, so that the noise has no indentation.
    return templatize(text).replace("\n", " ") if path.suffix in {".html", ".txt"} else text


def used() -> Iterator[Any]:
    for folder in SOURCES:
        for path in (settings.BASE_DIR / folder).rglob("*"):
            if path.suffix in {".py", ".html"} or (path.suffix == ".txt" and "templates" in path.parts):
                source = BytesIO(python_source(path).encode())
                yield from ((message, context) for _, message, _, context in extract("python", source, KEYWORDS))


def texts(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def translations(of: Catalog) -> dict[Any, Any]:
    return {(_key(message.id), message.context): message.string for message in of if message.id}


def _key(message: Any) -> Any:
    """Return a message as sources have it: plurals come back from compiled catalogs as lists."""
    return message if isinstance(message, str) else tuple(message)


def test_catalog_holds_the_strings_in_use_and_no_others() -> None:
    assert sorted(translations(catalog()), key=str) == sorted({*used(), *UNTRANSLATED_BY_WAGTAIL}, key=str)
    assert not catalog().obsolete


def test_every_string_has_a_finished_translation() -> None:
    unfinished = [
        message.id for message in catalog() if message.id and (message.fuzzy or not all(texts(message.string)))
    ]

    assert unfinished == []


def test_translations_keep_the_placeholders() -> None:
    for (source, _context), german in translations(catalog()).items():
        expected = sorted(PLACEHOLDER.findall(texts(source)[-1]))

        assert [sorted(PLACEHOLDER.findall(text)) for text in texts(german)] == [expected] * len(texts(german)), source


def test_compiled_catalog_is_made_of_the_catalog() -> None:
    compiled = BytesIO()
    write_mo(compiled, catalog())
    compiled.seek(0)

    with (GERMAN / "django.mo").open("rb") as file:
        assert translations(read_mo(file)) == translations(read_mo(compiled)), COMPILE


def test_editors_read_german() -> None:
    with override("de"):
        assert str(StatementPage._meta.verbose_name) == "Stellungnahme"
        assert str(StatementPage._meta.verbose_name_plural) == "Stellungnahmen"
