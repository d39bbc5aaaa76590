from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.delivery.desk.explanations.telegram import TELEGRAM
from tests.factories.desk import days, make_editor, make_failure, plan_post, published_on
from tests.factories.site import Site, make_statement


def test_dashboard_answers_three_questions(site: Site, client: Client) -> None:
    page = published_on(make_statement(site.statements), timezone.now() - days(60))
    plan_post(page, at=timezone.now() + days(1))
    make_failure(page, reason="telegram.too_long")
    client.force_login(make_editor(site.german))

    response = client.get(reverse("wagtailadmin_home"))

    panels = [panel.name for panel in response.context["panels"]]
    assert panels[:3] == ["going_out", "needs_me", "went_wrong"]
    assert str(TELEGRAM["telegram.too_long"].why) in response.content.decode()
    assert response.context["site_summary"].summary_items == []
