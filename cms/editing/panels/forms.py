from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.models import Page

from cms.editing.panels import words
from cms.pages import local_times
from cms.pages.models import Channel, SlideShape, SlideStyle, Timing
from cms.pages.posts import Hour

# What browsers send for a date and a time: minutes, and seconds when there are any.
MINUTES = len("2026-10-25T02:30")


class PostForm(WagtailAdminModelForm):
    """The plan of a page in one channel, with the fields that make sense in that channel."""

    timing = forms.ChoiceField(label=_("When"), choices=Timing, widget=forms.RadioSelect)
    scheduled_local = forms.CharField(
        label=_("Date and time"), required=False, widget=forms.TextInput(attrs={"type": "datetime-local"})
    )
    scheduled_hour = forms.TypedChoiceField(
        label=_("Clocks show this time twice. Which one?"),
        choices=Hour,
        coerce=int,
        required=False,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(label=_("Your words"), required=False, widget=AdminAutoHeightTextInput)
    slide_style = forms.ChoiceField(label=_("Slides"), choices=SlideStyle, widget=forms.RadioSelect)
    # A form opened before there were shapes says nothing of them, and the plan keeps its own.
    slide_shape = forms.ChoiceField(
        label=_("Shape of the slides"), choices=SlideShape, widget=forms.RadioSelect, required=False
    )

    class Media:
        css: ClassVar = {"all": ["editing/channels.css"]}
        js: ClassVar = ["editing/measure.js", "editing/local_times.js", "editing/channels.js"]

    def __init__(self, *args: Any, page: Page | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page_url: str | None = page.full_url if page and page.pk else None
        self.room = words.room(self.instance.channel, url=self.page_url)
        self.fields["is_enabled"].label = self.instance.get_channel_display()
        for name in self._senseless():
            del self.fields[name]

    def _senseless(self) -> list[str]:
        timed = [] if self.instance.is_pushed else ["timing", "scheduled_local", "scheduled_hour"]
        worded = [] if self.room else ["text"]
        styled = [] if self.instance.channel == Channel.INSTAGRAM else ["slide_style", "slide_shape"]
        return [*timed, *worded, *styled]

    @property
    def is_timed(self) -> bool:
        return "timing" in self.fields

    @property
    def is_twice(self) -> bool:
        """Return whether clocks show the time twice, so that the editor must be asked."""
        try:
            wall = local_times.read(self["scheduled_local"].value()[:MINUTES])
        except (TypeError, ValueError):
            return False
        return local_times.is_ambiguous(wall, zone=self.instance.time_zone)

    def clean_scheduled_local(self) -> str:
        text = str(self.cleaned_data["scheduled_local"])[:MINUTES]
        try:
            return local_times.write(local_times.read(text)) if text else ""
        except ValueError as error:
            raise ValidationError(_("Give a date and a time.")) from error

    def clean_scheduled_hour(self) -> int:
        return int(self.cleaned_data["scheduled_hour"] or Hour.FIRST)

    def clean_text(self) -> str:
        # Browsers send line breaks as two characters, and every channel would count both.
        text = str(self.cleaned_data["text"]).replace("\r\n", "\n").strip()
        is_on = self.cleaned_data.get("is_enabled")
        # A draft may be too long; what goes out may not.
        if is_on and not self.is_deferred_validation:
            found = words.problems(text, channel=self.instance.channel, url=self.page_url)
            if found:
                raise ValidationError(found)
        return text
