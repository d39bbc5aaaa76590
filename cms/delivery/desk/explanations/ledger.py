from django.utils.translation import gettext_lazy as _

from cms.delivery.desk.explanations.words import Words

# What the ledger itself decides or finds.
LEDGER: dict[str, Words] = {
    "withdrawn": Words(
        why=_("The page was withdrawn, or the channel was switched off for it."),
        advice=_("Publish the page again, or switch the channel on, if it is to go out after all."),
    ),
    "superseded": Words(
        why=_("The page has changed since, and a newer post takes the place of this one."),
        advice=_("Nothing has to be done here: look at the newer post."),
    ),
    "too_late": Words(
        why=_("It was not sent in time, and by now it would come too late."),
        advice=_("Send it now all the same, post it by hand, or let it be."),
    ),
    "too_early": Words(
        why=_("It is not time yet, or the account has just published something."),
        advice=_("Nothing has to be done: posts keep five minutes between them."),
    ),
    "already_live": Words(
        why=_("This was published already, or nobody knows yet whether an earlier post of the page was."),
        advice=_("Settle the earlier post of this page first, if it is in doubt."),
    ),
    "account_blocked": Words(
        why=_("The account was paused, was resting or had to be connected anew."),
        advice=_("Look at the account. Once it is in order, the post goes out by itself."),
    ),
    "account_retired": Words(
        why=_("The account was retired before it went out."),
        advice=_(
            "Nothing has to be done if another account carries the channel: it goes out there while it is not too "
            "late. Otherwise post it by hand."
        ),
    ),
    "quota": Words(
        why=_("The account has published as much as the platform allows within a day."),
        advice=_("Nothing has to be done: it is tried again every half hour. You can also post it by hand."),
    ),
    "unknown": Words(why=_("The platform did not answer clearly, so nobody knows whether the post is there.")),
    "lease_lost": Words(why=_("Sending was cut off in the middle, so nobody knows whether the post is there.")),
    "absent": Words(
        why=_("It was looked for on the platform and not found."),
        advice=_("Look once more yourself before you have it sent again: platforms may show posts late."),
        is_for_doubt=True,
    ),
    "remote_id_taken": Words(
        why=_("The platform named a post that belongs to another delivery."),
        advice=_("Look at the channel: give the address of this post if it is there; else have it sent again."),
        is_for_doubt=True,
    ),
    "sent_anew": Words(
        why=_("A person looked, and had it sent again."),
        advice=_("Nothing has to be done here: look at the newer post."),
    ),
    "left": Words(why=_("A person decided to let it be."), advice=_("Nothing more happens here.")),
    "cannot_change": Words(
        why=_("The page has changed since, and what stands on this channel can no longer be changed."),
        advice=_("If the change matters, write it in a comment below the post, or delete the post in the app."),
    ),
    "still_stands": Words(
        why=_("The page was withdrawn, but its post still stands, as programs cannot delete it there."),
        advice=_("Delete the post by hand in the app."),
    ),
    "picture.changed": Words(
        why=_("A picture is no longer the one that was approved."),
        advice=_("Publish the page again, which makes the post and its pictures anew."),
    ),
    "picture.not_loaded": Words(
        why=_("A picture could not be loaded from our own server."),
        advice=_("Nothing has to be done at first: it is tried again. If it stays so, tell your administrators."),
    ),
}
