import pytest
from django.test import Client
from django.urls import reverse
from wagtail import blocks

from cms.blocks.body import BodyBlock
from publications.blocks import KeyPointsStream
from tests.factories.site import Site

IN_STATEMENTS = KeyPointsStream().child_blocks["point"]
IN_BODIES = BodyBlock().child_blocks["key_points"].child_blocks["points"].child_block


@pytest.mark.parametrize("block", [IN_STATEMENTS, IN_BODIES])
def test_the_input_of_a_point_has_an_accessible_name(block: blocks.CharBlock) -> None:
    html = block.field.widget.render("point", "")

    assert f'aria-label="{block.label}"' in html


def test_the_form_of_a_statement_names_the_inputs_of_points(site: Site, admin_client: Client) -> None:
    address = reverse("wagtailadmin_pages:add", args=["publications", "statementpage", site.statements.pk])

    form = admin_client.get(address).content.decode()

    assert form.count(f"aria-label=\\&quot;{IN_STATEMENTS.label}\\&quot;") == len((IN_STATEMENTS, IN_BODIES))


def test_migrations_know_wagtails_block() -> None:
    assert IN_STATEMENTS.deconstruct()[0] == "wagtail.blocks.CharBlock"
