from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class IssueWording:
    """What is said around the pages of a newsletter issue."""

    contents: str
    whole_issue: str
    no_issues: str


GERMAN_ISSUE = IssueWording(
    contents="In dieser Ausgabe",
    whole_issue="Die ganze Ausgabe auf der Website lesen",
    no_issues="Es ist noch keine Ausgabe erschienen.",
)
ENGLISH_ISSUE = IssueWording(
    contents="In this issue",
    whole_issue="Read the whole issue on the website",
    no_issues="No issue has been published yet.",
)
