from django.db import models


class Epoch(models.Model):
    """The number of the state that the content is in, in one row. Triggers raise it with every change of content."""

    # Microseconds since 1970, or one more than the last: a number is not used again, even after a backup was restored.
    number = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.number)
