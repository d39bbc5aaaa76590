from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Max
from wagtail.models import Collection, GroupCollectionPermission, Page, Task, Workflow, WorkflowPage, WorkflowTask

from cms.editing.workflows.rights import FILES, FILES_OF_OTHERS, Rights, grant
from cms.editing.workflows.tasks import SecondPersonTask

# Names are data that organizations change; these are understood in both languages.
AUTHORS = "Autorinnen und Autoren (Authors)"
EDITORS = "Redaktion (Editors)"
SOCIAL_MEDIA = "Social Media"
ADMINISTRATION = "Administration"
REVIEW = "Prüfung durch eine zweite Person (Review)"

RIGHTS = {
    AUTHORS: Rights(pages=("add",), snippets=("view", "add")),
    EDITORS: Rights(
        pages=("add", "change", "publish", "lock", "unlock"),
        files=(*FILES, *FILES_OF_OTHERS),
        snippets=("view", "add", "change", "delete"),
        plan=("view", "add", "change"),
        desk=("view",),
        others=("wagtailredirects.add_redirect", "wagtailredirects.change_redirect"),
    ),
    # Wagtail's rights are by page, not by tab. So the social media team may change pages, and what it changes in their
    # words or in their plan goes out once somebody else has looked; it cannot publish.
    SOCIAL_MEDIA: Rights(
        pages=("change",),
        snippets=("view",),
        plan=("view", "add", "change"),
        desk=("view", "change"),
        accounts=("view", "add", "change"),
    ),
}
FROM_WAGTAIL = ("Moderators", "Editors")


@transaction.atomic
def create_groups() -> list[str]:
    """Make the groups and the review that are missing, and return their names. What is there stays as it was set."""
    made = [name for name in (*RIGHTS, ADMINISTRATION) if _create_group(name)]
    if _create_review():
        _remove_groups_of_wagtail()
        made.append(REVIEW)
    return made


@transaction.atomic
def grant_new_permissions() -> list[str]:
    """Let administrators do what an update brought, and return the names of it. What was taken from them stays taken.

    Permissions are numbered as they come into being, so those behind the last that the group has are new.
    """
    group = Group.objects.get(name=ADMINISTRATION)
    last = group.permissions.aggregate(last=Max("pk"))["last"]
    new = Permission.objects.none() if last is None else Permission.objects.filter(pk__gt=last)
    granted = [f"{app}.{name}" for app, name in new.values_list("content_type__app_label", "codename").order_by("pk")]
    group.permissions.add(*new)
    return granted


def _create_group(name: str) -> bool:
    group, is_new = Group.objects.get_or_create(name=name)
    root, collection = Page.get_first_root_node(), Collection.get_first_root_node()
    if is_new and name in RIGHTS:
        grant(group, rights=RIGHTS[name], pages=[root], collection=collection)
    elif is_new:
        _grant_everything(group, root=root, collection=collection)
    return is_new


def _grant_everything(group: Group, *, root: Page, collection: Collection) -> None:
    kinds = ("add", "change", "publish", "lock", "unlock", "bulk_delete")
    grant(group, rights=Rights(pages=kinds, files=(*FILES, *FILES_OF_OTHERS)), pages=[root], collection=collection)
    group.permissions.set(Permission.objects.all())
    for permission in Permission.objects.filter(content_type__model="collection"):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)


def _create_review() -> bool:
    """Put every page under review by a second person, in place of the workflow that Wagtail brings along."""
    if SecondPersonTask.objects.exists():
        return False
    task = SecondPersonTask.objects.create(name=REVIEW)
    task.groups.set(Group.objects.filter(name__in=(EDITORS, ADMINISTRATION)))
    workflow = Workflow.objects.create(name=REVIEW)
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.update_or_create(page=Page.get_first_root_node(), defaults={"workflow": workflow})
    for unused in Workflow.objects.active().filter(workflow_pages__isnull=True).exclude(pk=workflow.pk):
        unused.deactivate()
    return True


def _remove_groups_of_wagtail() -> None:
    unused = Group.objects.filter(name__in=FROM_WAGTAIL, user__isnull=True)
    for task in Task.objects.filter(active=True).exclude(workflow_tasks__workflow__active=True).distinct():
        task.specific.deactivate()
    unused.delete()
