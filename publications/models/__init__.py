from publications.models.calendar_entries import CalendarEntry
from publications.models.contributions import ContributionPage
from publications.models.debates import DebateIndexPage, DebatePage
from publications.models.event_exceptions import EventException
from publications.models.event_index import EventIndexPage
from publications.models.events import EventPage
from publications.models.files import Attachment
from publications.models.newsletters import NewsletterIndexPage, NewsletterIssue
from publications.models.occurrences import EventOccurrence
from publications.models.organisations import Organisation
from publications.models.people import Person
from publications.models.programme import ProgrammePoint
from publications.models.publications import PublicationIndexPage, PublicationPage
from publications.models.relations import Authorship, Signature
from publications.models.series import Series
from publications.models.statements import StatementIndexPage, StatementPage
from publications.models.studies import StudyModulePage, StudyProgrammePage, StudySession
from publications.models.topics import Topic

__all__ = [
    "Attachment",
    "Authorship",
    "CalendarEntry",
    "ContributionPage",
    "DebateIndexPage",
    "DebatePage",
    "EventException",
    "EventIndexPage",
    "EventOccurrence",
    "EventPage",
    "NewsletterIndexPage",
    "NewsletterIssue",
    "Organisation",
    "Person",
    "ProgrammePoint",
    "PublicationIndexPage",
    "PublicationPage",
    "Series",
    "Signature",
    "StatementIndexPage",
    "StatementPage",
    "StudyModulePage",
    "StudyProgrammePage",
    "StudySession",
    "Topic",
]
