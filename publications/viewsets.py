from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import UpdatedAtColumn
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from publications.models import Organisation, Person, Series, Topic


class OrganisationFilterSet(WagtailFilterSet):
    class Meta:
        model = Organisation
        fields: ClassVar[list[str]] = ["city"]


class PersonFilterSet(WagtailFilterSet):
    class Meta:
        model = Person
        fields: ClassVar[list[str]] = ["kind", "organisation"]


class OrganisationViewSet(SnippetViewSet):
    model = Organisation
    icon = "group"
    list_display: ClassVar = ["name", "short_name", "city", UpdatedAtColumn()]
    list_per_page = 50
    filterset_class = OrganisationFilterSet
    copy_view_enabled = False
    ordering: ClassVar[list[str]] = ["name"]


class PersonViewSet(SnippetViewSet):
    model = Person
    icon = "user"
    list_display: ClassVar = ["name", "kind", "role", "organisation", UpdatedAtColumn()]
    list_per_page = 50
    filterset_class = PersonFilterSet
    copy_view_enabled = False
    ordering: ClassVar[list[str]] = ["name"]


class SeriesViewSet(SnippetViewSet):
    model = Series
    icon = "list-ol"
    list_display: ClassVar = ["name", "slug", UpdatedAtColumn()]
    copy_view_enabled = False
    ordering: ClassVar[list[str]] = ["name"]


class TopicViewSet(SnippetViewSet):
    model = Topic
    icon = "tag"
    list_display: ClassVar = ["name", "slug", UpdatedAtColumn()]
    copy_view_enabled = False
    ordering: ClassVar[list[str]] = ["name"]


class RegisterViewSetGroup(SnippetViewSetGroup):
    """Whom and what pages name: one menu, so that nobody looks for them among the settings."""

    items = (OrganisationViewSet, PersonViewSet, SeriesViewSet, TopicViewSet)
    menu_label = _("Who and what")
    menu_name = "register"
    menu_icon = "list-ul"
    menu_order = 250
