from django.utils.translation import gettext_lazy as _

from cms.delivery.desk.explanations.words import Words

RETRIES = _("Nothing has to be done: it is tried again by itself.")
PICTURE = _("Choose another picture on the page and publish it again.")
ADMINISTRATORS = _("If it does not pass by itself, tell your administrators, and post by hand meanwhile.")
RECONNECT = _("Connect the account anew.")
APP = _("Open Instagram's app with this account and do what it asks.")

OWN_PROBLEM = Words(why=_("Instagram has a problem of its own."), advice=RETRIES)
LOST = Words(why=_("Instagram lost what was prepared; nothing was published."), advice=RETRIES)
NOT_LOADED = Words(why=_("Instagram could not load a picture from our server."), advice=ADMINISTRATORS)
FORMAT = Words(why=_("Instagram does not take a picture of this kind."), advice=PICTURE)
TOKEN = Words(why=_("Instagram does not accept our access any more."), advice=RECONNECT)
UNKNOWN = Words(why=_("Instagram's answer was lost or unclear, so nobody knows whether the post is there."))
UNNAMED = Words(why=_("Instagram published something without naming it, or shows more than one that could be it."))
RESTRICTED = Words(why=_("Instagram has restricted the account."), advice=APP)
CAPTION = _("Change the words for Instagram on the page and publish it again.")

_MEANINGS: dict[str, Words] = {
    "server_error": OWN_PROBLEM,
    "other": OWN_PROBLEM,
    "not_created": OWN_PROBLEM,
    "not_ready": Words(why=_("Instagram is still working on the pictures."), advice=RETRIES),
    "unreadable": OWN_PROBLEM,
    "picture_slow": NOT_LOADED,
    "picture_not_loaded": NOT_LOADED,
    "picture_not_public": NOT_LOADED,
    "media_type": NOT_LOADED,
    "robots_txt": NOT_LOADED,
    "address": NOT_LOADED,
    "picture_size": Words(why=_("A picture is larger than the 8 MB that Instagram takes."), advice=PICTURE),
    "picture_format": FORMAT,
    "video_format": FORMAT,
    "picture_changed": Words(
        why=_("A picture is no longer the one that was approved."),
        advice=_("Publish the page again, which makes the post and its pictures anew."),
    ),
    "picture_ratio": Words(why=_("A picture is too tall or too wide: Instagram takes 4:5 to 1.91:1."), advice=PICTURE),
    "format": Words(why=_("Instagram takes no text without a picture."), advice=PICTURE),
    "pictures": Words(why=_("Instagram takes one picture, or 2 to 10 in a carousel."), advice=PICTURE),
    "carousel_size": Words(why=_("Instagram takes one picture, or 2 to 10 in a carousel."), advice=PICTURE),
    "caption_too_long": Words(why=_("The text is longer than 2,200 characters."), advice=CAPTION),
    "hashtags": Words(why=_("The text has more than five hashtags."), advice=CAPTION),
    "mentions": Words(why=_("The text mentions more than 20 accounts."), advice=CAPTION),
    "alt_text_too_long": Words(
        why=_("An alt text is longer than 1,000 characters."),
        advice=_("Shorten the alt text of the picture and publish the page again."),
    ),
    "invalid": Words(
        why=_("Instagram refused the post."),
        advice=_("The course below holds what Instagram said. Change the page and publish it again, or post by hand."),
    ),
    "container_lost": LOST,
    "container_expired": LOST,
    "upload_failed": LOST,
    "processing_failed": LOST,
    "never_finished": LOST,
    "not_prepared": LOST,
    "quota": Words(why=_("The account has published as much as Instagram allows within a day."), advice=RETRIES),
    "throttled": Words(why=_("Instagram asks to wait: there were too many calls."), advice=RETRIES),
    "token": TOKEN,
    "no_token": TOKEN,
    "permission": Words(why=_("Our access to Instagram lacks a permission."), advice=RECONNECT),
    "other_account": Words(
        why=_("The access that was entered belongs to another Instagram account."),
        advice=_("Connect the right account."),
    ),
    "restricted": RESTRICTED,
    "blocked": RESTRICTED,
    "activity_restricted": Words(
        why=_("Instagram takes what the account did for spam."),
        advice=_("Pause the account for a day and look into Instagram's app."),
    ),
    "version": Words(
        why=_("Instagram ended the version of the interface that we use."),
        advice=_("Tell your administrators, and post by hand meanwhile."),
    ),
    "not_sent": Words(why=_("Instagram could not be reached."), advice=RETRIES),
    "no_answer": UNKNOWN,
    "unclear": UNKNOWN,
    "no_id": UNNAMED,
    "cannot_edit": Words(
        why=_("Instagram lets no program change a post."), advice=_("Change the text by hand in the app.")
    ),
    "cannot_delete": Words(
        why=_("Instagram lets no program delete a post."), advice=_("Delete it by hand in the app.")
    ),
    "cannot_pin": Words(why=_("Instagram lets no program pin a post."), advice=_("Pin it by hand in the app.")),
}
INSTAGRAM: dict[str, Words] = {f"instagram.{code}": words for code, words in _MEANINGS.items()}
