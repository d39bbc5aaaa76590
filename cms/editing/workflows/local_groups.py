from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import Collection

from cms.editing.workflows.rights import FILES, FILES_OF_OTHERS, Rights, grant
from home.models import LocalGroupPage

RIGHTS = Rights(pages=("add", "change", "publish", "lock", "unlock"), files=(*FILES, *FILES_OF_OTHERS))
CHOOSE_ANYWHERE = Rights(pages=(), files=("choose_image", "choose_document"))


@transaction.atomic
def create_local_group(page: LocalGroupPage) -> Group:
    """Return the users' group that edits this local group's pages in every language, and files of its own."""
    group, _is_new = Group.objects.get_or_create(name=_name(page))
    collection = _collection(page.title)
    grant(group, rights=RIGHTS, pages=page.get_translations(inclusive=True), collection=collection)
    # What belongs to everybody may be used by everybody; only changing it needs more.
    grant(group, rights=CHOOSE_ANYWHERE, pages=[], collection=Collection.get_first_root_node())
    return group


def _name(page: LocalGroupPage) -> str:
    return f"Redaktion {page.title}"[: Group._meta.get_field("name").max_length]


def _collection(name: str) -> Collection:
    root = Collection.get_first_root_node()
    found: Collection | None = root.get_children().filter(name=name).first()
    return found or root.add_child(instance=Collection(name=name))
