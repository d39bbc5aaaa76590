# Wagtail looks for hooks in this module; each area of the admin registers its own.
from cms.editing.autosave import hooks as autosave  # noqa: F401  Importing registers.
from cms.editing.calendar import hooks as calendar  # noqa: F401  Importing registers.
from cms.editing.checks import hooks as checks  # noqa: F401  Importing registers.
from cms.editing.dashboard import hooks as dashboard  # noqa: F401  As above.
from cms.editing.freezing import hooks as freezing  # noqa: F401  As above.
from cms.editing.moving import hooks as moving  # noqa: F401  As above.
from cms.editing.panels import hooks as panels  # noqa: F401  Importing registers.
from cms.editing.reports import hooks as reports  # noqa: F401  As above.
from cms.editing.tokens import hooks as tokens  # noqa: F401  As above.
from cms.editing.translation import hooks as translation  # noqa: F401  As above.
from cms.editing.webhooks import hooks as webhooks  # noqa: F401  As above.
from cms.editing.workflows import hooks as workflows  # noqa: F401  As above.
