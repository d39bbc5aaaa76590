"""Makes thousands of pages that read like those of the example site, without Wagtail's cost for each of them."""

import json
import random
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone
from wagtail.models import Locale, Page

import cms.example
from publications.models import StatementPage
from tests.factories.site import Site

CONTENT = Path(cms.example.__file__).parent / "content"
BLOCKS = 9
SENTENCES_OF_A_BLOCK = 3
SYLLABLES = re.findall("..", "babebodadefafegahahekakrelalolemamonanepaporaresascheteziu")
RARE_WORDS = 20_000


def sentences(language: str) -> list[str]:
    """Return the sentences of the example site."""
    texts = (path.read_text().split("---", 2)[2] for path in sorted((CONTENT / language).glob("*.md")))
    found = re.split(r"(?<=[.!?])\s+", re.sub(r"[#>*\[\]]|\(/\S*\)", " ", " ".join(texts)))
    return [" ".join(each.split()) for each in found if 5 < len(each.split()) < 30]


def make_statements(site: Site, number: int) -> None:
    """Put statements of nine blocks below the site's list, every other one in English, without telling any signal."""
    rng = random.Random(4)  # noqa: S311  The same content in every run.
    words = ["".join(rng.choices(SYLLABLES, k=rng.randint(2, 5))) for _ in range(RARE_WORDS)]
    locales = {code: Locale.objects.get(language_code=code) for code in ("de", "en")}
    texts = {code: sentences(code) for code in locales}
    parent = Page.objects.get(pk=site.statements.pk)
    pages = list(_pages(parent, number, texts=texts, locales=locales, words=words, rng=rng))
    made = Page.objects.bulk_create(pages, batch_size=1000)
    rows = [(page.pk, _paragraph(rng, texts, page), _body(rng, texts, page, words), date(2026, 1, 1)) for page in made]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO publications_statementpage (page_ptr_id, summary, body, date, key_points, corrections) "
            "VALUES (%s, %s, %s, %s, '[]', '[]')",
            rows,
        )
    Page.objects.filter(pk=parent.pk).update(numchild=number)


def _pages(
    parent: Page,
    number: int,
    *,
    texts: dict[str, list[str]],
    locales: dict[str, Locale],
    words: list[str],
    rng: random.Random,
) -> Iterator[Page]:
    content_type = ContentType.objects.get_for_model(StatementPage)
    for each in range(number):
        code = ("de", "en")[each % 2]
        title = f"{' '.join(rng.choice(texts[code]).split()[:5])} {_rare(rng, words)}"
        yield Page(
            title=title,
            draft_title=title,
            slug=f"statement-{each}",
            path=Page._get_path(parent.path, parent.depth + 1, each + 1),  # noqa: SLF001  As treebeard makes it.
            depth=parent.depth + 1,
            url_path=f"{parent.url_path}statement-{each}/",
            content_type=content_type,
            locale=locales[code],
            translation_key=uuid4(),
            live=True,
            first_published_at=timezone.now(),
        )


def _rare(rng: random.Random, words: list[str]) -> str:
    """Return a word; the first are many times as common as the last, as words are."""
    return words[int(RARE_WORDS * rng.random() ** 4)]


def _paragraph(rng: random.Random, texts: dict[str, list[str]], page: Page) -> str:
    return " ".join(rng.choices(texts[page.locale.language_code], k=SENTENCES_OF_A_BLOCK))


def _body(rng: random.Random, texts: dict[str, list[str]], page: Page, words: list[str]) -> str:
    blocks = (
        f"<p>{_paragraph(rng, texts, page)} {' '.join(_rare(rng, words) for _ in range(15))}.</p>"
        for _ in range(BLOCKS)
    )
    return json.dumps([{"type": "paragraph", "value": {"text": text}, "id": str(uuid4())} for text in blocks])
