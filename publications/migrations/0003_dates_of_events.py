from typing import Any

from django.db import migrations


def store_dates(apps: Any, _schema_editor: Any) -> None:
    """Give every event that was saved before there were series the one date it has."""
    occurrence = apps.get_model("publications", "EventOccurrence")
    events = apps.get_model("publications", "EventPage").objects.filter(occurrences__isnull=True)
    found = events.values_list("pk", "start", "end", "status", "status_note")
    occurrence.objects.bulk_create(
        (
            occurrence(event_id=pk, start=start, end=end, status=status, note=note)
            for pk, start, end, status, note in found
        ),
        batch_size=500,
    )


class Migration(migrations.Migration):
    """Lists of events ask for their dates, so that an event without any would vanish from them.

    On the way back nothing is to be done: the table goes with the migration before.
    """

    dependencies = [("publications", "0002_content_model")]

    operations = [migrations.RunPython(store_dates, migrations.RunPython.noop)]
