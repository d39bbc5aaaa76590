from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, Panel, TitleFieldPanel

EVENT_PANELS: list[Panel] = [
    TitleFieldPanel("title"),
    FieldRowPanel([FieldPanel("kind"), FieldPanel("host_group")]),
    MultiFieldPanel([FieldPanel("status"), FieldPanel("status_note")], heading=_("State")),
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("start"), FieldPanel("end")]), FieldPanel("time_zone")], heading=_("Time")
    ),
    MultiFieldPanel(
        [
            # Side by side, the long names of the choices would push the day out of sight.
            FieldPanel("repeats"),
            FieldPanel("repeats_until"),
            InlinePanel("exceptions", heading=_("Exceptions"), label=_("Exception")),
        ],
        heading=_("Repetition"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("venue"),
            FieldPanel("address"),
            FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
            FieldPanel("online_url"),
        ],
        heading=_("Place"),
    ),
    FieldPanel("summary"),
    FieldPanel("hero_image"),
    FieldPanel("body"),
    InlinePanel("programme", heading=_("Programme"), label=_("Programme point")),
    MultiFieldPanel([FieldPanel("registration_url"), FieldPanel("accessibility")], heading=_("Taking part")),
]
