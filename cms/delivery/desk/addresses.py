from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.urls import reverse

from cms.delivery.desk.rights import DECIDE, SEE, may
from cms.delivery.models import Delivery


def desk_address(delivery: Delivery, *, user: AbstractBaseUser | AnonymousUser) -> str:
    """Return where a user sees to a delivery: at the desk, or whoever may not go there, at its page."""
    if may(user, SEE, DECIDE):
        return reverse("desk:post", args=[delivery.pk])
    return reverse("wagtailadmin_pages:edit", args=[delivery.page_id]) if delivery.page_id else ""
