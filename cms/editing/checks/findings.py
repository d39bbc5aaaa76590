from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    ERROR = "error"
    """Publishing stops until it is put right."""
    WARNING = "warning"
    """The editor should know; publishing goes on."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something to look at before a page is published, in words that say what to do."""

    severity: Severity
    message: str
    anchor: str = ""
    """Where in the page's form it is: the id of an element there, or nothing."""
    url: str = ""
    """Where else it can be put right, such as the form of an image."""

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR


def error(message: str, *, anchor: str = "", url: str = "") -> Finding:
    return Finding(severity=Severity.ERROR, message=message, anchor=anchor, url=url)


def warning(message: str, *, anchor: str = "", url: str = "") -> Finding:
    return Finding(severity=Severity.WARNING, message=message, anchor=anchor, url=url)
