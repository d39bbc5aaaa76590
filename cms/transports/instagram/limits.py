import re

from cms.transports.posting import Format, Payload, ReasonClass, Refusal

# The content publishing guide, and the rule of five hashtags of December 2025. Lengths in UTF-16 units, which is the
# strictest of all readings of "characters".
MAXIMUM_CAPTION = 2200
MAXIMUM_ALT_TEXT = 1000
MAXIMUM_HASHTAGS = 5
MAXIMUM_MENTIONS = 20
CAROUSEL_SIZES = range(2, 11)
HASHTAG = re.compile(r"(?<![\w&])#(?!\d+\b)\w+")
MENTION = re.compile(r"(?<![\w.])@[\w.]+")


def problem_with(payload: Payload) -> Refusal | None:
    """Return why Instagram would refuse the payload, before anybody is asked."""
    hashtags, mentions = len(HASHTAG.findall(payload.text)), len(MENTION.findall(payload.text))
    longest = max((_units(picture.alt_text) for picture in payload.pictures), default=0)
    problems = {
        "format": payload.format == Format.TEXT and "Instagram takes no text without a picture.",
        "pictures": _pictures_problem(payload),
        "caption_too_long": _units(payload.text) > MAXIMUM_CAPTION
        and f"The caption has {_units(payload.text)} characters; Instagram takes {MAXIMUM_CAPTION}.",
        "hashtags": hashtags > MAXIMUM_HASHTAGS
        and f"The caption has {hashtags} hashtags; Instagram takes {MAXIMUM_HASHTAGS}.",
        "mentions": mentions > MAXIMUM_MENTIONS
        and f"The caption mentions {mentions} accounts; Instagram takes {MAXIMUM_MENTIONS}.",
        "alt_text_too_long": longest > MAXIMUM_ALT_TEXT
        and f"An alt text has {longest} characters; Instagram takes {MAXIMUM_ALT_TEXT}.",
        "address": not all(picture.url.isascii() for picture in payload.pictures)
        and "Instagram loads pictures from addresses of plain ASCII only.",
    }
    found = next(((code, reason) for code, reason in problems.items() if reason), None)
    if found is None:
        return None
    return Refusal(reason_class=ReasonClass.CONTENT, code=f"instagram.{found[0]}", reason=str(found[1]))


def _pictures_problem(payload: Payload) -> str:
    count = len(payload.pictures)
    if payload.format in {Format.PICTURE, Format.STORY} and count != 1:
        return f"This format takes one picture, not {count}."
    if payload.format == Format.PICTURES and count not in CAROUSEL_SIZES:
        return f"A carousel takes 2 to 10 pictures, not {count}."
    return ""


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
