from django.utils.translation import gettext_lazy as _

# The headings below which the block chooser lists what a body is made of.
TEXT = _("Text")
OVERVIEW = _("Overviews")
MEDIA = _("Pictures and videos")
LINKS = _("Links and files")
