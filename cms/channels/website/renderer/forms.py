from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from cms.channels.website.renderer.images import hero
from cms.channels.wording import Wording

Data = Mapping[str, Any]
# The parts of a problem's list that have a field to go to.
FIELDS = ("name", "email", "group", "message", "consent")
NOT_FILLED_IN: Data = {"token": "", "values": {}, "problems": [], "is_sent": False}


def contact(page: Data, words: Wording, _now: datetime) -> tuple[str, dict[str, Any]]:
    """Show the form as it came: blank, with what has to change, or with thanks. A preview has a form of its own."""
    form = page.get("form", NOT_FILLED_IN)
    facts = {"hero": hero(page["heroImage"], words), "sent": words.form.sent[page["contactKind"]]}
    if form["is_sent"]:
        return "website/contact_sent.html", facts
    problems = [_problem(problem) for problem in form["problems"]]
    shown = {
        "title": words.form.title[page["contactKind"]],
        "send": words.form.send[page["contactKind"]],
        "token": form["token"],
        "values": form["values"],
        "message": _kept_lines(form["values"].get("message", "")),
        "problems": problems,
        "problem_of": {problem["field"]: problem["message"] for problem in problems},
        "name_is_optional": page["contactKind"] == "CONTACT",
        "message_is_optional": page["contactKind"] == "SUPPORTER",
    }
    title = {"document_title": f"{words.form.error} {page['seoTitle']}"} if problems else {}
    return "website/contact.html", {**facts, **title, "form": shown}


def _problem(problem: Data) -> dict[str, str]:
    field = problem["field"].lower()
    return {"field": field if field in FIELDS else "", "message": problem["message"]}


def _kept_lines(text: str) -> SafeString:
    """Write the ends of lines as characters: pages are tidied of lines with nothing in them."""
    return mark_safe(escape("\n".join(text.splitlines())).replace("\n", "&#10;"))  # noqa: S308  Escaped just before.
