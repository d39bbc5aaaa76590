from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.admin import messages

from cms.delivery.desk.acts import acts_for
from cms.delivery.desk.archive import archive, archive_name
from cms.delivery.desk.clocks import clock_of
from cms.delivery.desk.header import header, posts_crumb
from cms.delivery.desk.history import history_of
from cms.delivery.desk.rights import DECIDE, SEE, may, needs, visible_to
from cms.delivery.desk.rows import row_of
from cms.delivery.desk.slides import PictureMissingError, require_pictures, slides_of
from cms.delivery.models import Delivery, Operation
from cms.delivery.planning.payloads import CHANGEABLE


def delivery_for(request: HttpRequest, pk: int) -> Delivery:
    """Return a delivery that the user may see."""
    whole = visible_to(request.user).select_related("account", "post", "post__approved_by", "page", "follows")
    return get_object_or_404(whole, pk=pk)


@require_safe
@needs(SEE, DECIDE)
def post(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one post whole: what goes out, how far it is, what was tried and what can be decided."""
    delivery = delivery_for(request, pk)
    row = row_of(delivery, now=timezone.now())
    # Deleting and pinning send nothing that could be posted by hand.
    sends = delivery.operation not in {Operation.DELETE, Operation.PIN}
    context = {
        **header(posts_crumb(), ("", row.title)),
        "row": row,
        "delivery": delivery,
        "slides": slides_of(delivery.post) if sends else [],
        "sends": sends,
        "acts": acts_for(delivery) if may(request.user, DECIDE) else [],
        "history": history_of(delivery),
        "not_after": clock_of(delivery.post.not_after, zone=delivery.account.time_zone),
        "is_fixed": delivery.channel not in CHANGEABLE,
    }
    return render(request, "delivery/desk/post.html", context)


@require_safe
@needs(SEE, DECIDE)
def packed(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Hand out what is needed to post by hand, in one file."""
    delivery = delivery_for(request, pk)
    try:
        require_pictures(slides_of(delivery.post))
    except PictureMissingError:
        said = _("A picture of this post is not there any more. Publish the page again, which makes its pictures anew.")
        messages.error(request, said)
        return redirect("desk:post", pk)
    response = StreamingHttpResponse(archive(delivery), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{archive_name(delivery)}"'
    return response
