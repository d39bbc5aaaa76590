from django.contrib.auth import get_user_model

NAME = PASSWORD = "admin"  # noqa: S105  An account for development, which the command makes only when DEBUG is on.


def create_administrator() -> bool:
    """Create the account admin with the password admin, unless the name is taken."""
    users = get_user_model().objects
    if users.filter(username=NAME).exists():
        return False
    users.create_superuser(NAME, password=PASSWORD)
    return True
