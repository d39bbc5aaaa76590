import logging

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import BigIntegerField, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from wagtail.models import Locale, Page, Revision, TaskState, WorkflowState, get_default_page_content_type
from wagtail.permissions import policy_registry

from cms.editing.dashboard.lines import MOST_SHOWN, Line
from cms.editing.translation.coverage import Coverage, originals

log = logging.getLogger(__name__)


def waiting_for(user: AbstractBaseUser | AnonymousUser) -> list[Line]:
    """Return what waits for this person, what others wait for first."""
    return [*_reviews(user), *_drafts(user), *_translations(user)]


def _reviews(user: AbstractBaseUser | AnonymousUser) -> list[Line]:
    states = TaskState.objects.reviewable_by(user).select_related("revision", "task")
    states = states.prefetch_related("revision__content_object").order_by("started_at")
    return [
        Line(
            text=str(state.revision.content_object),
            note=_problem(state.revision) or gettext("waits for: %(task)s") % {"task": state.task.name},
            url=_edit_address(state.revision.content_object),
            moment=state.started_at,
        )
        for state in states[:MOST_SHOWN]
        if state.revision and state.revision.content_object
    ]


def _drafts(user: AbstractBaseUser | AnonymousUser) -> list[Line]:
    """Return what this person changed last and nobody has published, sent for review or scheduled since."""
    drafts = _editable(user).filter(has_unpublished_changes=True, latest_revision__user=user.pk)
    drafts = drafts.filter(latest_revision__approved_go_live_at__isnull=True)
    in_review = WorkflowState.objects.active().filter(base_content_type=get_default_page_content_type())
    # Workflows keep the numbers of what they are about as text.
    in_review = in_review.annotate(page_id=Cast("object_id", BigIntegerField()))
    drafts = drafts.exclude(pk__in=in_review.values("page_id")).select_related("latest_revision")
    drafts = drafts.order_by("-latest_revision_created_at")
    return [
        Line(
            text=page.draft_title,
            note=_problem(page.latest_revision) or _standing(page),
            url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
            moment=page.latest_revision_created_at,
        )
        for page in drafts[:MOST_SHOWN]
    ]


def _standing(page: Page) -> str:
    return gettext("your changes are not published") if page.live else gettext("your draft")


def _problem(revision: Revision) -> str:
    """Return what keeps a draft from being opened, such as a relation to something deleted; mostly nothing."""
    try:
        revision.as_object()
    except Exception as error:
        # Whatever is wrong with one page, people have to get to it, and to all the others.
        log.exception("Revision %s cannot be opened.", revision.pk)
        return gettext("cannot be opened: %(problem)s") % {"problem": error}
    return ""


def _translations(user: AbstractBaseUser | AnonymousUser) -> list[Line]:
    """Return how many live pages are missing or behind in each language, with the way to the list of them."""
    counts = {}
    for locale in Locale.objects.order_by("pk"):
        needed = originals(locale).exclude(coverage=Coverage.CURRENT)
        counts[locale] = needed.filter(live=True, pk__in=_editable(user).values("pk")).count()
    return [
        Line(
            text=_missing(locale.language_name, count),
            note=gettext("translation"),
            url=f"{reverse('translation:report')}?into={locale.language_code}",
        )
        for locale, count in counts.items()
        if count
    ]


def _missing(language: str, count: int) -> str:
    text = ngettext(
        "%(count)s page is missing or outdated in %(language)s",
        "%(count)s pages are missing or outdated in %(language)s",
        count,
    )
    return text % {"count": count, "language": gettext(language)}


def _editable(user: AbstractBaseUser | AnonymousUser) -> QuerySet[Page]:
    return policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")


def _edit_address(item: object) -> str:
    return reverse("wagtailadmin_pages:edit", args=[item.pk]) if isinstance(item, Page) else ""
