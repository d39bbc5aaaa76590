from datetime import date
from typing import Any
from uuid import UUID

from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import AbstractDocument
from wagtail.models import Locale, Page

from cms.images.models import CustomImage
from cms.images.tasks import create_renditions, create_variants
from cms.pages.models import GonePath
from home.models import HomePage, LocalGroupPage
from publications.models import Attachment, ContributionPage, EventPage, NewsletterIssue, ProgrammePoint, Series
from tests.factories.newsletters import picks
from tests.factories.register import CLARIFY

GONE, MOVED = "weg", "umgezogen"


def show_everything(pages: list[Page], *, home: HomePage, image: CustomImage, file: AbstractDocument) -> None:
    """Give public pages what is answered with the types of the schema that no text of theirs leads to."""
    create_renditions.call(image.pk)
    create_variants.call(image.pk)
    series = Series.objects.create(name="offen", slug="offen", locale=Locale.objects.get(language_code="de"))
    for page in pages:
        _complete(page, series=series, file=file)
        if isinstance(page, NewsletterIssue):
            page.sections = [*page.sections.raw_data, picks(home)]
        page.save()
    # The walk gets to it first, and looks closely at the first page only; other pages go on with a hidden picture.
    home.hero_image = image
    home.save()
    Redirect.objects.create(old_path=f"/{MOVED}", redirect_page=home)
    GonePath.objects.create(url_path=f"{home.url_path}{GONE}/")


def _complete(page: Any, *, series: Series, file: AbstractDocument) -> None:
    if hasattr(page, "series_id"):
        page.series = series
    if hasattr(page, "attachments"):
        page.attachments.add(Attachment(document=file, sort_order=1))
    if isinstance(page, EventPage | LocalGroupPage):
        page.latitude, page.longitude = 51.3, 12.4
    if isinstance(page, EventPage):
        page.repeats, page.repeats_until = "weekly", date(2026, 12, 31)
        page.programme = [ProgrammePoint(title="offen", text="offen", speakers="offen")]
    if isinstance(page, ContributionPage):
        page.position_key = UUID(CLARIFY)
