from wagtail.models import Locale, Page

from cms.editing.models import TranslationState


def note_translations() -> None:
    """Note that the pages in other languages say what their originals in the default language say."""
    original = {page.translation_key: page for page in Page.objects.filter(locale=Locale.get_default(), depth__gt=1)}
    for page in Page.objects.filter(depth__gt=1).exclude(locale=Locale.get_default()):
        if page.translation_key in original:
            TranslationState.record(page, source=original[page.translation_key])
