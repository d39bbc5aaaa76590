from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

PASSWORD = "only-for-tests"  # noqa: S105  A test's own users.


def make_user(name: str, *, group: str = "", **fields: Any) -> Any:
    """Return a user who may sign in with PASSWORD, a member of the group if one is named."""
    user = get_user_model().objects.create_user(name, email=f"{name}@example.org", password=PASSWORD, **fields)
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user


def make_administrator(name: str = "verwaltung") -> Any:
    return get_user_model().objects.create_superuser(name, email=f"{name}@example.org", password=PASSWORD)
