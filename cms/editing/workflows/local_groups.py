from collections.abc import Callable
from itertools import count

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import Collection

from cms.editing.workflows.local_editors import LocalEditors
from cms.editing.workflows.rights import FILES, FILES_OF_OTHERS, Rights, grant
from home.models import LocalGroupPage

MAY_MAKE_GROUPS = "auth.add_group"
RIGHTS = Rights(pages=("add", "change", "publish", "lock", "unlock"), files=(*FILES, *FILES_OF_OTHERS))
CHOOSE_ANYWHERE = Rights(pages=(), files=("choose_image", "choose_document"))
LONGEST_GROUP, LONGEST_COLLECTION = 150, 255


@transaction.atomic
def create_local_group(page: LocalGroupPage) -> Group:
    """Return the users' group that edits this local group's pages in every language, and files of its own."""
    editors = _editors(page)
    if editors.collection is None:
        editors.collection = _create_collection(page)
        editors.save()
    grant(editors.group, rights=RIGHTS, pages=page.get_translations(inclusive=True), collection=editors.collection)
    # What belongs to everybody may be used by everybody; only changing it needs more.
    grant(editors.group, rights=CHOOSE_ANYWHERE, pages=[], collection=Collection.get_first_root_node())
    return editors.group


def _editors(page: LocalGroupPage) -> LocalEditors:
    known = LocalEditors.objects.select_related("group", "collection").filter(translation_key=page.translation_key)
    return known.first() or LocalEditors(translation_key=page.translation_key, group=_create_group(page))


def _create_group(page: LocalGroupPage) -> Group:
    """Make a group of its own: another local group, or anybody else, may have one of that name already."""
    names = Group.objects.all()
    name = _free_name(f"Redaktion {page.title}", longest=LONGEST_GROUP, taken=lambda n: names.filter(name=n).exists())
    return Group.objects.create(name=name)


def _create_collection(page: LocalGroupPage) -> Collection:
    root = Collection.get_first_root_node()
    names = root.get_children()
    name = _free_name(page.title, longest=LONGEST_COLLECTION, taken=lambda n: names.filter(name=n).exists())
    collection: Collection = root.add_child(instance=Collection(name=name))
    return collection


def _free_name(name: str, *, longest: int, taken: Callable[[str], bool]) -> str:
    """Return the name, with a number if it is taken."""
    endings = ("" if number == 1 else f" ({number})" for number in count(1))
    offered = (name[: longest - len(ending)] + ending for ending in endings)
    return next(offer for offer in offered if not taken(offer))
