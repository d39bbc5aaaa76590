# Wagtail looks for hooks in this module; each area of the admin registers its own.
from cms.delivery.desk import hooks as desk  # noqa: F401  Importing registers.
