from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from cms.editing.workflows.local_groups import MAY_MAKE_GROUPS, create_local_group
from home.models import LocalGroupPage


@require_POST
def make_local_group(request: HttpRequest, pk: int) -> HttpResponse:
    if not request.user.has_perm(MAY_MAKE_GROUPS):
        raise PermissionDenied
    group = create_local_group(get_object_or_404(LocalGroupPage, pk=pk))
    text = _("“%(group)s” edits this local group's pages in every language, and images and files of its own.")
    messages.success(request, text % {"group": group.name})
    return redirect("wagtailusers_groups:edit", group.pk)
