from django.utils.translation import gettext_lazy as _

from cms.delivery.desk.explanations.words import Words

RETRIES = _("Nothing has to be done: it is tried again by itself.")
PICTURE = _("Choose another picture on the page and publish it again.")
SHORTEN = _("Shorten the words for Telegram on the page and publish it again.")
LOOK = _("Look at the channel, and say whether the post is there.")
RECONNECT = _("Get a new token from @BotFather and connect the account anew.")
RIGHTS = _("Make the bot an administrator of the channel that may post, edit, delete and pin.")

NO_PERMISSION = Words(why=_("The bot may not do this in the channel."), advice=RIGHTS)
EMPTY = Words(why=_("The message has no text."), advice=_("Write words for Telegram on the page and publish it again."))
TELEGRAM: dict[str, Words] = {
    "telegram.not_modified": Words(why=_("The message says this already."), advice=_("Nothing has to be done.")),
    "telegram.chat_not_found": Words(
        why=_("Telegram does not know the channel, or the bot is not in it."),
        advice=_("Check the name of the channel in the account, and that the bot is an administrator there."),
    ),
    "telegram.chat_moved": Words(
        why=_("The group became another one, with a new number."),
        advice=_("Retire this account, and connect the group under its new number. What went out stays with this one."),
    ),
    "telegram.message_not_found": Words(
        why=_("The message is not there any more: somebody deleted it in Telegram."),
        advice=_("Nothing has to be done, unless it was deleted by mistake: then send it again."),
    ),
    "telegram.too_old_to_delete": Words(
        why=_("Bots may delete only within 48 hours."), advice=_("Delete the message by hand in the app.")
    ),
    "telegram.cannot_edit": Words(
        why=_("A bot may change only its own messages."), advice=_("Change the message by hand in the app.")
    ),
    "telegram.too_long": Words(why=_("The text is longer than 4,096 characters."), advice=SHORTEN),
    "telegram.caption_too_long": Words(
        why=_("The text below the pictures is longer than 1,024 characters."), advice=SHORTEN
    ),
    "telegram.empty": EMPTY,
    "telegram.markup": Words(
        why=_("Telegram did not understand the markup of the text; that is a fault of ours."),
        advice=_("Post it by hand, and tell your administrators."),
    ),
    "telegram.file_lost": Words(why=_("Telegram lost the pictures that were uploaded."), advice=RETRIES),
    "telegram.url_not_loaded": Words(why=_("Telegram could not load a picture."), advice=RETRIES),
    "telegram.picture_dimensions": Words(why=_("Telegram does not take a picture of this shape."), advice=PICTURE),
    "telegram.picture_broken": Words(why=_("Telegram could not read a picture."), advice=PICTURE),
    "telegram.pictures_changed": Words(
        why=_("The text of a message can be changed, its pictures cannot."),
        advice=_("Delete the message in the app and send the post again, if the pictures matter."),
    ),
    "telegram.rights": NO_PERMISSION,
    "telegram.bot_removed": NO_PERMISSION,
    "telegram.bad_request": Words(
        why=_("Telegram refused the message."),
        advice=_("The course below holds what Telegram said. Change the page and publish it again, or post by hand."),
    ),
    "telegram.token_revoked": Words(why=_("Telegram does not accept the bot's token any more."), advice=RECONNECT),
    "telegram.token_malformed": Words(why=_("Telegram does not know the bot's token."), advice=RECONNECT),
    "telegram.body_too_large": Words(
        why=_("The pictures are too large for Telegram, which takes 10 MB each."), advice=PICTURE
    ),
    "telegram.throttled": Words(why=_("Telegram asks to wait: the bot has sent a lot."), advice=RETRIES),
    "telegram.not_sent": Words(why=_("Telegram could not be reached."), advice=RETRIES),
    "telegram.no_answer": Words(why=_("Telegram's answer was lost, so nobody knows whether the post is there.")),
    "telegram.unclear_answer": Words(why=_("Telegram answered unclearly, so nobody knows whether the post is there.")),
    "telegram.cannot_look": Words(
        why=_("Nobody knows whether the post is there, as a bot cannot read what it posted."),
        advice=LOOK,
        is_for_doubt=True,
    ),
    "telegram.no_updates": Words(why=_("Telegram did not say what its linked group received.")),
    "telegram.no_echo": Words(
        why=_("The linked group does not show the post, or more than one that could be it."),
        advice=LOOK,
        is_for_doubt=True,
    ),
}
