"""What Mastodon and Bluesky say, which is much the same."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from cms.delivery.desk.explanations.words import Words

RETRIES = _("Nothing has to be done: it is tried again by itself.")
RECONNECT = _("Connect the account anew.")
APP = _("Open the platform's app with this account and do what it asks.")
CHANGE = _("Change the page or the words for this channel and publish it again, or post by hand.")
NETWORKS = {"mastodon": "Mastodon", "bluesky": "Bluesky"}


def _of(text: StrOrPromise, name: str) -> StrOrPromise:
    return format_lazy(text, network=name)


def _of_content(name: str) -> dict[str, Words]:
    """Explain what the network does not take; its own words, which name its numbers, stand folded beside it."""
    refused = Words(why=_of(_("{network} refused the post as it is."), name), advice=CHANGE)
    large = Words(why=_of(_("A picture is larger than {network} takes."), name), advice=CHANGE)
    return {
        **dict.fromkeys(("invalid", "InvalidRequest", "InvalidRecord", "400", "422"), refused),
        **dict.fromkeys(("picture_size", "BlobTooLarge"), large),
        "too_long": Words(why=_of(_("The text is longer than {network} takes."), name), advice=CHANGE),
        "pictures": Words(why=_of(_("The post has more pictures than {network} takes."), name), advice=CHANGE),
        "format": Words(why=_of(_("{network} does not take a post of this kind."), name), advice=CHANGE),
        "empty": Words(why=_("The post has no text."), advice=CHANGE),
    }


def _both(name: str) -> dict[str, Words]:
    unreached, throttled = _("{network} could not be reached."), _("{network} asks to wait.")
    lost = Words(why=_of(_("{network}'s answer was lost or unclear, so nobody knows whether the post is there."), name))
    token = Words(why=_of(_("{network} does not accept our access any more."), name), advice=RECONNECT)
    waits = Words(why=_of(throttled, name), advice=RETRIES)
    return {
        "not_sent": Words(why=_of(unreached, name), advice=RETRIES),
        "no_answer": lost,
        "unclear_answer": lost,
        "unclear": lost,
        "no_id": lost,
        "no_list": lost,
        **dict.fromkeys(("401", "403", "AuthenticationRequired", "AuthFactorTokenRequired", "InvalidToken"), token),
        **dict.fromkeys(("429", "RateLimitExceeded", "ExpiredToken"), waits),
        "404": Words(
            why=_of(_("{network} does not know the post any more: somebody deleted it there."), name),
            advice=_("Nothing has to be done, unless the post was deleted by mistake: then send it again."),
        ),
        "AccountTakedown": Words(why=_of(_("{network} has restricted the account."), name), advice=APP),
        "processing": Words(why=_of(_("{network} is still working on a picture."), name), advice=RETRIES),
        "BlobNotFound": Words(why=_of(_("{network} lost a picture that was uploaded."), name), advice=RETRIES),
        **_of_content(name),
        "cannot_edit": Words(
            why=_of(_("{network} does not let posts be changed."), name),
            advice=_("Delete the post there and send it again, if it matters."),
        ),
    }


SHORT_POSTS: dict[str, Words] = {
    f"{network}.{code}": words for network, name in NETWORKS.items() for code, words in _both(name).items()
}
