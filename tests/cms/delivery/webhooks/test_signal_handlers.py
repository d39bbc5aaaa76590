from typing import Any

import pytest
from django.db.models.signals import post_save
from wagtail.models import PageViewRestriction

from tests.factories.site import Site, make_statement
from tests.factories.webhooks import make_endpoint, told


class PowerCutError(Exception):
    """Ends a change in the middle."""


def cut_power(**_signal: Any) -> None:
    raise PowerCutError


@pytest.mark.django_db(transaction=True)
def test_pages_become_private_and_are_told_of_together_or_not_at_all(site: Site) -> None:
    statement = make_statement(site.statements)
    make_endpoint()
    restriction = PageViewRestriction(page=statement, restriction_type=PageViewRestriction.LOGIN)

    post_save.connect(cut_power, sender=PageViewRestriction)
    try:
        with pytest.raises(PowerCutError):
            restriction.save()
    finally:
        post_save.disconnect(cut_power, sender=PageViewRestriction)

    assert (PageViewRestriction.objects.count(), told()) == (0, [])
