from io import StringIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from wagtail.models import Collection, GroupCollectionPermission, Locale, Page, Workflow, WorkflowPage
from wagtail.users.models import UserProfile

from cms.editing.workflows.groups import (
    ADMINISTRATION,
    AUTHORS,
    EDITORS,
    REVIEW,
    SOCIAL_MEDIA,
    create_groups,
    grant_new_permissions,
)
from cms.editing.workflows.local_groups import create_local_group
from home.models import LocalGroupIndexPage, LocalGroupPage
from publications.models import StatementPage
from tests.factories.people import make_administrator, make_user
from tests.factories.site import Site, make_statement


@pytest.fixture(autouse=True)
def groups(site: Site) -> None:
    create_groups()


@pytest.fixture
def statement(site: Site) -> StatementPage:
    return make_statement(site.statements, live=False)


def allowed(page: Page, group: str) -> tuple[bool, bool, bool]:
    """Return whether a member may edit, publish, and add pages below."""
    rights = page.permissions_for_user(make_user(f"{page.pk} {group}", group=group))
    return rights.can_edit(), rights.can_publish(), rights.can_add_subpage()


def test_groups_are_made_once_and_left_as_an_administrator_set_them() -> None:
    Group.objects.get(name=AUTHORS).permissions.clear()

    made = create_groups()

    assert made == []
    assert Group.objects.get(name=AUTHORS).permissions.count() == 0
    assert set(Group.objects.values_list("name", flat=True)) == {AUTHORS, EDITORS, SOCIAL_MEDIA, ADMINISTRATION}


def test_the_command_says_what_it_made() -> None:
    Group.objects.filter(name=SOCIAL_MEDIA).delete()
    output = StringIO()

    call_command("create_groups", stdout=output)

    assert output.getvalue() == "Made: Social Media\n"


def test_administrators_may_do_what_an_update_brought() -> None:
    group = Group.objects.get(name=ADMINISTRATION)
    update = Permission.objects.filter(pk__gt=Permission.objects.order_by("-pk")[3].pk)
    group.permissions.remove(*update, Permission.objects.get(codename="delete_token"))
    output = StringIO()

    call_command("create_groups", stdout=output)

    names = [f"{each.content_type.app_label}.{each.codename}" for each in update.order_by("pk")]
    assert output.getvalue().splitlines() == [f"Granted to Administration: {name}" for name in names]
    assert not group.permissions.filter(codename="delete_token").exists()


def test_administrators_who_may_do_nothing_get_nothing_back() -> None:
    group = Group.objects.get(name=ADMINISTRATION)
    group.permissions.clear()

    assert grant_new_permissions() == []
    assert group.permissions.count() == 0


def test_each_group_may_do_its_part(site: Site, statement: StatementPage) -> None:
    assert allowed(statement, AUTHORS) == (False, False, False)
    assert allowed(site.statements, AUTHORS) == (False, False, True)
    assert allowed(site.statements, EDITORS) == (True, True, True)
    assert allowed(site.statements, SOCIAL_MEDIA) == (True, False, False)
    assert allowed(site.statements, ADMINISTRATION) == (True, True, True)


def test_authors_edit_what_they_own(site: Site) -> None:
    author = make_user("autorin", group=AUTHORS)
    own = make_statement(site.statements, live=False, owner=author)

    rights = own.permissions_for_user(author)

    assert (rights.can_edit(), rights.can_publish(), rights.can_submit_for_moderation()) == (True, False, True)


def test_every_page_is_under_the_review(statement: StatementPage) -> None:
    workflow = statement.get_workflow()

    assert workflow.name == REVIEW
    assert [str(found) for found in Workflow.objects.active()] == [REVIEW]
    assert WorkflowPage.objects.count() == 1


def test_nobody_approves_what_they_asked_a_review_for(statement: StatementPage) -> None:
    editor, other = make_user("redakteurin", group=EDITORS), make_user("redakteur", group=EDITORS)
    statement.save_revision(user=editor)
    state = statement.get_workflow().start(statement, editor)
    task = state.current_task_state.task.specific

    with pytest.raises(PermissionDenied):
        task.on_action(state.current_task_state, editor, "approve")
    own = [name for name, _label, _modal in task.get_actions(statement, editor)]
    task.on_action(state.current_task_state, other, "approve")

    statement.refresh_from_db()
    assert own == ["reject"]
    assert statement.live


def test_nobody_publishes_past_the_review_they_asked_for(statement: StatementPage, client: Client) -> None:
    administrator = make_administrator()
    UserProfile.objects.create(user=administrator, preferred_language="de")
    statement.save_revision(user=administrator)
    statement.get_workflow().start(statement, administrator)
    client.force_login(administrator)

    page = client.get(f"/admin/pages/{statement.pk}/edit/").content.decode()

    assert 'name="action-publish"' not in page
    assert "brechen Sie die Prüfung" in page


def test_a_local_group_edits_its_own_tree_in_every_language_and_nothing_else(site: Site) -> None:
    index = site.german.add_child(instance=LocalGroupIndexPage(title="Ortsgruppen", slug="ortsgruppen"))
    page = index.add_child(instance=LocalGroupPage(title="Leipzig", slug="leipzig", city="Leipzig"))

    group = create_local_group(page)

    again = create_local_group(page)
    assert group == again
    assert allowed(page, group.name)[:2] == (True, True)
    assert allowed(index, group.name) == (False, False, False)
    assert allowed(site.statements, group.name) == (False, False, False)
    files = GroupCollectionPermission.objects.filter(group=group, collection__name="Leipzig")
    assert set(files.values_list("permission__codename", flat=True)) == {
        *("add_image", "change_image", "choose_image"),
        *("add_document", "change_document", "choose_document"),
    }


def test_translations_share_the_group_of_their_original(site: Site) -> None:
    index = site.german.add_child(instance=LocalGroupIndexPage(title="Ortsgruppen", slug="ortsgruppen"))
    page = index.add_child(instance=LocalGroupPage(title="Leipzig", slug="leipzig", city="Leipzig"))
    page.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    output = StringIO()

    call_command("create_groups", local_groups=True, stdout=output)

    assert output.getvalue() == "Ready: Redaktion Leipzig\n"


def test_local_groups_of_one_name_have_editors_and_files_of_their_own(site: Site) -> None:
    index = site.german.add_child(instance=LocalGroupIndexPage(title="Ortsgruppen", slug="ortsgruppen"))
    pages = [
        index.add_child(instance=LocalGroupPage(title="Neustadt", slug=city.lower(), city=city))
        for city in ("Dresden", "Bremen")
    ]

    dresden, bremen = (create_local_group(page) for page in pages)

    assert (dresden.name, bremen.name) == ("Redaktion Neustadt", "Redaktion Neustadt (2)")
    assert [allowed(page, bremen.name)[0] for page in pages] == [False, True]
    assert [allowed(page, dresden.name)[0] for page in pages] == [True, False]
    assert own_collections(dresden) == ["Neustadt"]
    assert own_collections(bremen) == ["Neustadt (2)"]


def test_collection_and_group_of_others_are_not_taken(site: Site) -> None:
    foreign = Collection.get_first_root_node().add_child(instance=Collection(name="Leipzig"))
    Group.objects.create(name="Redaktion Leipzig")
    index = site.german.add_child(instance=LocalGroupIndexPage(title="Ortsgruppen", slug="ortsgruppen"))

    group = create_local_group(index.add_child(instance=LocalGroupPage(title="Leipzig", slug="leipzig", city="L")))

    assert group.name == "Redaktion Leipzig (2)"
    assert own_collections(group) == ["Leipzig (2)"]
    assert not GroupCollectionPermission.objects.filter(collection=foreign).exists()


def test_editors_stay_with_their_local_group_when_names_change(site: Site) -> None:
    index = site.german.add_child(instance=LocalGroupIndexPage(title="Ortsgruppen", slug="ortsgruppen"))
    page = index.add_child(instance=LocalGroupPage(title="Leipzig", slug="leipzig", city="Leipzig"))
    group = create_local_group(page)
    page.title = "Leipzig-Ost"
    page.save()

    again = create_local_group(page)

    assert (again, own_collections(again)) == (group, ["Leipzig"])


def own_collections(group: Group) -> list[str]:
    permissions = GroupCollectionPermission.objects.filter(group=group, permission__codename="change_image")
    return list(permissions.values_list("collection__name", flat=True))


def test_an_administrator_makes_a_local_group_by_clicking(site: Site, client: Client) -> None:
    index = site.german.add_child(instance=LocalGroupIndexPage(title="Ortsgruppen", slug="ortsgruppen"))
    page = index.add_child(instance=LocalGroupPage(title="Leipzig", slug="leipzig", city="Leipzig"))
    client.force_login(make_user("redakteurin", group=EDITORS))
    refused = client.post(f"/admin/rights/local-group/{page.pk}/")
    client.force_login(make_administrator())

    made = client.post(f"/admin/rights/local-group/{page.pk}/")

    assert refused.status_code == 302
    assert refused["Location"] == "/admin/"
    assert made["Location"] == f"/admin/groups/edit/{Group.objects.get(name='Redaktion Leipzig').pk}/"
