from cms.editing.panels.generated import generated_text
from cms.pages.models import Channel, Post
from tests.factories.site import Site, make_statement


def test_generating_leaves_the_plan_of_the_page_alone(site: Site) -> None:
    page = make_statement(site.statements)
    page.posts.add(Post(channel=Channel.TELEGRAM, is_enabled=True, text="Eigene Worte"))

    said = generated_text(page, name="telegram")

    assert "Eigene Worte" not in said
    assert [post.text for post in page.posts.all()] == ["Eigene Worte"]
