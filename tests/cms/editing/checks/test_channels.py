from cms.editing.checks.channels import channel_findings
from publications.models import StatementPage
from tests.factories.desk import make_account
from tests.factories.site import Site, make_statement

LONG = "Wir sagen nein. " * 30


def told(page: StatementPage) -> list[str]:
    return [str(finding.message) for finding in channel_findings(page)]


def test_what_does_not_fit_is_told_of_the_channels_that_there_are(site: Site) -> None:
    page = make_statement(site.statements, summary=LONG)
    before = told(page)
    make_account("bluesky")

    after = told(page)

    assert [message for message in before if "Bluesky" in message or "Mastodon" in message] == []
    assert [message.split(":")[0] for message in after if message not in before] == ["Bluesky"]
