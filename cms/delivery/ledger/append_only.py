from typing import Any, NoReturn

from django.db import models


class AppendOnlyError(Exception):
    """Something that is written once was to be changed or deleted."""

    def __init__(self, model: type[models.Model]) -> None:
        super().__init__(f"{model._meta.object_name} is only ever added to. Add another row instead.")


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """Refuses what would change or delete rows."""

    def update(self, **_fields: Any) -> NoReturn:
        raise AppendOnlyError(self.model)

    def delete(self) -> NoReturn:
        raise AppendOnlyError(self.model)

    def bulk_update(self, *_args: Any, **_options: Any) -> NoReturn:
        raise AppendOnlyError(self.model)


class AppendOnly(models.Model):
    """A table whose rows stay as they were written."""

    # Which pages and files are in use is told by pages, not by what was once sent.
    wagtail_reference_index_ignore = True

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError(type(self))
        super().save(*args, **options)

    def delete(self, *_args: Any, **_options: Any) -> NoReturn:
        raise AppendOnlyError(type(self))
