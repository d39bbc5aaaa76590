from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.delivery.models import Delivery, DeliveryQuerySet

SEE = "delivery.view_delivery"
DECIDE = "delivery.change_delivery"
SEE_ACCOUNTS = "delivery.view_channelaccount"
KEEP_ACCOUNTS = "delivery.change_channelaccount"
CONNECT = "delivery.add_channelaccount"

View = Callable[..., HttpResponseBase]


def may(user: Any, *permissions: str) -> bool:
    """Say whether a user has any of the permissions."""
    return any(user.has_perm(permission) for permission in permissions)


def needs(*permissions: str) -> Callable[[View], View]:
    """Let nobody in who has none of the permissions."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not may(request.user, *permissions):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def visible_to(user: AbstractBaseUser | AnonymousUser) -> DeliveryQuerySet:
    """Return what a user may see: who decides sees all, others what is of pages that they may edit."""
    if may(user, DECIDE):
        return Delivery.objects.all()
    pages = policy_registry.get_by_type(Page).instances_user_has_any_permission_for(user, ["change", "publish"])
    return Delivery.objects.filter(page__in=pages)
