from typing import Any

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise
from wagtail.log_actions import LogFormatter, log

from cms.delivery.models import ChannelAccount, Delivery
from cms.pages.models import CHANNEL_LABELS

# What people did with posts, under the names of the acts.
POST_ACTIONS: dict[str, tuple[StrOrPromise, StrOrPromise]] = {
    "seen": (_("Post found"), _("%(channel)s (%(locale)s): found to be out %(link)s")),
    "posted": (_("Posted by hand"), _("%(channel)s (%(locale)s): posted by hand %(link)s")),
    "absent": (_("Post not found"), _("%(channel)s (%(locale)s): not found, and sent again")),
    "again": (_("Post sent again"), _("%(channel)s (%(locale)s): sent again")),
    "skip": (_("Post left"), _("%(channel)s (%(locale)s): not to be sent")),
}
PAUSE, RESUME = "delivery.pause", "delivery.resume"
CONNECT, SETTINGS = "delivery.connect", "delivery.account"
RETIRE, REINSTATE, RECOVER = "delivery.retire", "delivery.reinstate", "delivery.recover"


def log_act(delivery: Delivery, act: str, *, user: Any, link: str, note: str) -> None:
    """Write an act into the history of the page, or where that is gone, of the delivery."""
    where = {"channel": delivery.channel, "locale": delivery.locale, "delivery": delivery.pk}
    data = {**where, "link": link, "note": note}
    log(instance=delivery.page or delivery, action=f"delivery.{act}", user=user, data=data)


def log_account(account: ChannelAccount, action: str, *, user: Any) -> None:
    log(instance=account, action=action, user=user)


def register(actions: Any) -> None:
    """Tell Wagtail how to read the acts."""
    for name, (label, message) in POST_ACTIONS.items():
        actions.register_action(f"delivery.{name}")(_formatter(label, message))
    actions.register_action(PAUSE, _("Pause account"), _("Account paused"))
    actions.register_action(RESUME, _("Let account go on"), _("Account goes on"))
    actions.register_action(CONNECT, _("Connect account"), _("Account connected"))
    actions.register_action(SETTINGS, _("Change account"), _("Account changed"))
    actions.register_action(RETIRE, _("Retire account"), _("Account retired"))
    actions.register_action(REINSTATE, _("Take account into use again"), _("Account taken into use again"))
    actions.register_action(RECOVER, _("Say that account works again"), _("Account said to work again"))


def _formatter(label: StrOrPromise, message: StrOrPromise) -> type[LogFormatter]:
    class PostFormatter(LogFormatter):
        def format_message(self, log_entry: Any) -> str:
            data = log_entry.data
            channel = data.get("channel", "")
            words = {
                "channel": CHANNEL_LABELS.get(channel, channel),
                "locale": data.get("locale", "").upper(),
                "link": data.get("link", ""),
            }
            told = (str(message) % words).strip()
            note = data.get("note", "")
            return f"{told} ({note})" if note else told

    PostFormatter.label = label
    return PostFormatter
