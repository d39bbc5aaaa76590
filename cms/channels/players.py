from django.conf import settings


def player_sources() -> str:
    """Return what the policy of a page must allow to be framed, so that a reader can go to the player of a video."""
    return " ".join(["'self'", *(f"https://{host}" for host in settings.PLAYER_HOSTS)])
