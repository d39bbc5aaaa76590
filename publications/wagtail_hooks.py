from wagtail.snippets.models import register_snippet

from publications.viewsets import RegisterViewSetGroup

register_snippet(RegisterViewSetGroup)
