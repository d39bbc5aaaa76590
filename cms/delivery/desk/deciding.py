from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from cms.delivery.desk.acts import BY_NAME, Act, Decision
from cms.delivery.desk.audit import log_act
from cms.delivery.desk.forms import DecisionForm
from cms.delivery.desk.header import header, posts_crumb
from cms.delivery.desk.posts import delivery_for
from cms.delivery.desk.rights import DECIDE, needs
from cms.delivery.desk.rows import row_of
from cms.delivery.desk.state_words import sentence_of
from cms.delivery.ledger.decisions import DeliveryBusyError, RemoteIDTakenError
from cms.delivery.ledger.holding import WrongStateError
from cms.delivery.models import Delivery

LONGEST_PERSON = 100
CONFLICT = 409


@require_http_methods(["GET", "POST"])
@needs(DECIDE)
def decide(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Ask whether an act is meant, and do it. Whoever was slower is told so, and keeps what was entered."""
    act = BY_NAME.get(name)
    if act is None:
        raise Http404
    delivery = delivery_for(request, pk)
    form = DecisionForm(request.POST if request.method == "POST" else None, act=act, delivery=delivery)
    if not form.is_valid():
        conflict = "" if act.is_open_for(delivery) else _overtaken(delivery)
        return _ask(request, act, delivery, form, conflict=conflict)
    if not act.is_open_for(delivery):
        return _ask(request, act, delivery, form, conflict=_overtaken(delivery))
    try:
        decided = _run(request, act, delivery, form)
    except WrongStateError:
        delivery = delivery_for(request, pk)
        return _ask(request, act, delivery, form, conflict=_overtaken(delivery))
    except DeliveryBusyError:
        said = _("The post is being worked on at this very moment. Wait a little, look at it again and decide then.")
        return _ask(request, act, delivery, form, conflict=said)
    except RemoteIDTakenError:
        form.add_error("link", _("This address belongs to another post here. Give the address of this one."))
        return _ask(request, act, delivery, form)
    messages.success(request, act.done)
    return redirect("desk:post", decided.pk)


@transaction.atomic
def _run(request: HttpRequest, act: Act, delivery: Delivery, form: DecisionForm) -> Delivery:
    """Decide, and write who did, both or neither."""
    person = request.user.get_username()[:LONGEST_PERSON]
    note = form.cleaned_data["note"]
    decided = act.run(delivery, Decision(person=person, now=timezone.now(), link=form.permalink, note=note))
    log_act(delivery, act.name, user=request.user, link=form.permalink.url, note=note)
    return decided


def _overtaken(delivery: Delivery) -> str:
    said = _(
        "Meanwhile somebody else, or the program that sends, was faster. Nothing was changed. This is how it is now:"
    )
    return f"{said} {sentence_of(delivery)}"


def _ask(request: HttpRequest, act: Act, delivery: Delivery, form: DecisionForm, *, conflict: str = "") -> HttpResponse:
    row = row_of(delivery, now=timezone.now())
    way = (posts_crumb(), (reverse("desk:post", args=[delivery.pk]), row.title), ("", str(act.label)))
    context = {**header(*way), "act": act, "row": row, "delivery": delivery, "form": form, "conflict": conflict}
    # What is over cannot be decided any more; what was entered is shown all the same.
    context["can_act"] = act.is_open_for(delivery)
    return render(request, "delivery/desk/decide.html", context, status=CONFLICT if conflict else None)
