from home.models.contact import ContactPage
from home.models.local_groups import LocalGroupIndexPage, LocalGroupPage
from home.models.pages import HomePage, StandardPage
from home.models.settings import SiteSettings

__all__ = ["ContactPage", "HomePage", "LocalGroupIndexPage", "LocalGroupPage", "SiteSettings", "StandardPage"]
