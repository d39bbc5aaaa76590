from wagtail.models import Page

from cms.delivery.desk.rights import CONNECT, DECIDE, KEEP_ACCOUNTS, SEE, SEE_ACCOUNTS, may
from cms.editing.workflows.groups import AUTHORS, EDITORS, SOCIAL_MEDIA, create_groups
from tests.factories.people import make_user

ALL = (SEE, DECIDE, SEE_ACCOUNTS, KEEP_ACCOUNTS, CONNECT)


def allowed(group: str) -> list[str]:
    user = make_user(f"in {group}"[:30], group=group)
    return [permission for permission in ALL if may(user, permission)]


def test_the_social_media_team_decides_and_editors_look(page: Page) -> None:
    create_groups()

    assert allowed(SOCIAL_MEDIA) == list(ALL)
    assert allowed(EDITORS) == [SEE]
    assert allowed(AUTHORS) == []
