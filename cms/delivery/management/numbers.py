from django.core.management.base import CommandError

from cms.delivery.models import Delivery
from cms.delivery.worker.exits import Exit


def numbered(number: int) -> Delivery:
    """Return a delivery by the number that a person typed."""
    found = Delivery.objects.filter(pk=number).select_related("post", "account", "page").first()
    if found is None:
        message = f"There is no post {number}. 'manage.py due' names those that wait."
        raise CommandError(message, returncode=Exit.WRONG_USE)
    return found
