from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core.signing import BadSignature, TimestampSigner

from cms.channels.documents import CHANNELS_DIR
from cms.channels.wording import wording
from cms.sources import Source

Data = Mapping[str, Any]
Problems = list[dict[str, str]]

SIGNER_SALT = "cms.channels.enquiries"
# No person fills in a form faster than this, and few take longer.
SHORTEST = timedelta(seconds=3)
LONGEST = timedelta(days=1)
FIELDS = ("name", "email", "group", "message", "consent")
# Readers do not see this field; robots fill in every one.
TRAP = "leave_empty"
TOKEN = "form"  # noqa: S105  The name of a field.


def blank_form(page: Data, *, is_sent: bool) -> dict[str, Any]:
    """Return what the form of a page begins with."""
    return {"token": _token(page), "values": {}, "problems": [], "is_sent": is_sent}


def filled_form(page: Data, *, posted: Mapping[str, str], problems: Problems) -> dict[str, Any]:
    """Return the form as it came back, with what has to change."""
    values = {name: posted.get(name, "") for name in FIELDS}
    return {"token": _token(page), "values": values, "problems": problems, "is_sent": False}


def send(page: Data, *, posted: Mapping[str, str], source: Source) -> Problems:
    """Send what was filled in. Returns what stands against it, so nothing when it was sent."""
    if problem := _robots_problem(page, posted=posted):
        return [{"field": "SENDING", "message": problem}]
    values = {
        "page": page["id"],
        "name": posted.get("name", ""),
        "email": posted.get("email", ""),
        "group": posted.get("group") or None,
        "message": posted.get("message", ""),
        "consent": bool(posted.get("consent")),
    }
    document = (CHANNELS_DIR / "enquiry.graphql").read_text()
    answer = source.execute(document, variables={"input": values})["sendEnquiry"]
    problems: Problems = answer.get("problems", [])
    return problems


def _robots_problem(page: Data, *, posted: Mapping[str, str]) -> str:
    words = wording(page["locale"]).form
    if posted.get(TRAP):
        return words.trapped
    token = posted.get(TOKEN, "")
    if not _is_of(page, token, younger_than=LONGEST):
        return words.too_old
    return words.too_fast if _is_of(page, token, younger_than=SHORTEST) else ""


def _is_of(page: Data, token: str, *, younger_than: timedelta) -> bool:
    """Return whether the form was made here, for this page, and not too long ago."""
    try:
        return TimestampSigner(salt=SIGNER_SALT).unsign(token, max_age=younger_than) == page["id"]
    except BadSignature:
        return False


def _token(page: Data) -> str:
    return TimestampSigner(salt=SIGNER_SALT).sign(page["id"])
