from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext

from cms.channels.blocks import RenderError
from cms.channels.facts import status, title_with_status
from cms.channels.particulars import corrections
from cms.channels.wording import Wording
from cms.measure import LIMITS

Data = Mapping[str, Any]


class SwitchedOffError(RenderError):
    """The editors do not want the channel to carry the page."""

    def __init__(self) -> None:
        super().__init__(gettext("This channel is switched off for the page. Switch it on under Channels."))


def written(page: Data) -> str:
    """Return what the editors wrote for the channel, or nothing."""
    return str((page.get("post") or {}).get("text", "")).strip()


def with_address(text: str, *, url: str) -> str:
    """Return the words with the address of the page, unless they hold it already or it has none."""
    return text if not url or url in text else f"{text}\n\n{url}"


def words_were_cut() -> str:
    """Say that there was no room for all of the editors' words, or for what has changed since they wrote them."""
    return gettext("The words are too long for the channel and were cut.")


def alt_text_was_cut(*, limit_name: str, slides: Sequence[int] = ()) -> str:
    """Say that the channel takes no alt text as long as this, and of which slides."""
    values = {"maximum": LIMITS[limit_name].maximum, "slides": ", ".join(map(str, slides))}
    if slides:
        said = gettext("The channel takes %(maximum)s characters of an alt text. Cut was that of slide %(slides)s.")
        return said % values
    return (
        gettext("The alt text is longer than the %(maximum)s characters that the channel takes and was cut.") % values
    )


def own_words(page: Data, *, words: Wording) -> str:
    """Return what the editors wrote, with what has changed or was corrected since, which is told in any case."""
    text = written(page)
    if not text:
        return ""
    changed = status(page, words=words)
    opening = [] if changed.lower() in text.lower() else [title_with_status(page, words=words)]
    corrected = [fact for fact in corrections(page, words=words) if fact.text not in text]
    return "\n\n".join([*opening, text, *(f"{fact.label}: {fact.in_one_line}" for fact in corrected)])


def slide_style(page: Data) -> str:
    return str((page.get("post") or {}).get("slideStyle", "BRAND")).lower()


def slide_shape(page: Data) -> str:
    return str((page.get("post") or {}).get("slideShape", "PORTRAIT")).lower()


def require_enabled(page: Data) -> None:
    """Raise SwitchedOffError where the editors switched the channel off."""
    post = page.get("post")
    if post is not None and not post["isEnabled"]:
        raise SwitchedOffError
