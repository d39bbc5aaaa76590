import pytest
from django.core.exceptions import ValidationError

from cms.delivery.desk.permalinks import Permalink, permalink_of
from cms.delivery.models import ChannelAccount
from cms.transports.opening import WIRES


def account(channel: str, external_id: str = "") -> ChannelAccount:
    return ChannelAccount(channel=channel, external_id=external_id, name="KO")


@pytest.mark.parametrize(
    ("channel", "text", "url", "remote_id"),
    [
        ("instagram", "https://instagram.com/reel/Abc/", "https://www.instagram.com/reel/Abc", ""),
        ("instagram", "https://www.instagram.com/p/A-b_c/?img_index=1", "https://www.instagram.com/p/A-b_c", ""),
        ("telegram", " https://t.me/verein/12?single", "https://t.me/verein/12", "12"),
        ("telegram", "https://t.me/c/1234567/12", "https://t.me/c/1234567/12", "12"),
        ("mastodon", "https://social.example/@verein/1150", "https://social.example/@verein/1150", "1150"),
        ("bluesky", "https://bsky.app/profile/a.b/post/3k", "https://bsky.app/profile/a.b/post/3k", ""),
    ],
)
def test_addresses_are_read_as_people_copy_them(channel: str, text: str, url: str, remote_id: str) -> None:
    assert permalink_of(text, account=account(channel)) == Permalink(url=url, remote_id=remote_id)


@pytest.mark.parametrize(
    ("channel", "text"),
    [
        ("instagram", "https://www.instagram.com/verein/"),
        ("instagram", "https://instagram.com.evil.example/p/Abc/"),
        ("instagram", "https://evil.example/instagram.com/p/Abc/"),
        ("telegram", "https://t.me/verein"),
        ("telegram", "tg://resolve?domain=verein&post=12"),
        ("telegram", "https://www.instagram.com/p/Abc/"),
        ("bluesky", "https://bsky.app/profile/a.b"),
    ],
)
def test_what_is_no_post_of_the_channel_is_refused(channel: str, text: str) -> None:
    with pytest.raises(ValidationError):
        permalink_of(text, account=account(channel))


@pytest.mark.parametrize(
    ("external_id", "text", "is_own"),
    [
        ("@Verein", "https://t.me/verein/12", True),
        ("@verein", "https://t.me/andere/12", False),
        ("-1001234567", "https://t.me/c/1234567/12", True),
        ("-1001234567", "https://t.me/c/7654321/12", False),
        # A name and a number cannot be compared.
        ("-1001234567", "https://t.me/verein/12", True),
    ],
)
def test_a_post_has_to_be_of_the_account(external_id: str, text: str, is_own: bool) -> None:  # noqa: FBT001  Of the table above.
    if is_own:
        assert permalink_of(text, account=account("telegram", external_id)).remote_id == "12"
        return
    with pytest.raises(ValidationError):
        permalink_of(text, account=account("telegram", external_id))


def test_every_channel_that_has_a_wire_has_addresses() -> None:
    for channel in WIRES:
        with pytest.raises(ValidationError):
            permalink_of("https://example.org/", account=account(channel))
