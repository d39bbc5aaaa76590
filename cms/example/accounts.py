from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from cms.editing.workflows.groups import AUTHORS, EDITORS, SOCIAL_MEDIA

# Accounts for development, which the command makes only when DEBUG is on. Each name is the password too.
NAME = PASSWORD = "admin"  # noqa: S105  As above.
MEMBERS = {"author": AUTHORS, "editor": EDITORS, "socialmedia": SOCIAL_MEDIA}


def create_administrator() -> bool:
    """Create the account admin with the password admin, unless the name is taken."""
    users = get_user_model().objects
    if users.filter(username=NAME).exists():
        return False
    users.create_superuser(NAME, password=PASSWORD)
    return True


def create_members() -> list[str]:
    """Create one account for each group of editors, and return the names of those that were missing."""
    users = get_user_model().objects
    missing = [name for name in MEMBERS if not users.filter(username=name).exists()]
    for name in missing:
        user = users.create_user(name, email=f"{name}@example.org", password=name)
        user.groups.add(Group.objects.get(name=MEMBERS[name]))
    return missing
