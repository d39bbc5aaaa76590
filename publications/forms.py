from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.pages.forms import ContentPageForm


class ContributionForm(ContentPageForm):
    """Offers the positions and contributions of the debate around the page, and nothing of another one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Editors without the right to it, and comparisons of revisions, get a form without these fields.
        if "position_key" in self.fields:
            self.fields["position_key"] = self._position_field()
        if "answers" in self.fields:
            self._offer_contributions(self.fields["answers"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        self.instance.position_key = cleaned.get("position_key")
        self.instance.answers = cleaned.get("answers")
        try:
            self.instance.require_relations_within(self._debate)
        except ValidationError as refused:
            self.add_error(None, [error for errors in refused.error_dict.values() for error in errors])
        return cleaned

    @property
    def _debate(self) -> Any:
        return (self.parent_page or self.instance.get_parent()).specific

    def _position_field(self) -> forms.Field:
        replaced = self.fields["position_key"]
        offered = self._debate.get_latest_revision_as_object().position_list
        choices = [("", _("None")), *((position.id, position.title) for position in offered)]
        return forms.TypedChoiceField(
            label=replaced.label,
            help_text=replaced.help_text,
            choices=choices,
            # The form compares what was sent with what the page has, which is such an identifier already.
            coerce=lambda value: UUID(str(value)),
            empty_value=None,
            required=False,
        )

    def _offer_contributions(self, field: Any) -> None:
        model = type(self.instance)
        others = model.objects.child_of(self._debate).exclude(pk=self.instance.pk).oldest_first()
        field.queryset, field.widget = others, forms.Select()
        field.widget.choices = field.choices
        if self.instance.answers_id:
            # A fresh translation still names the contribution in the language it was made from.
            same = others.filter(translation_key=self.instance.answers.translation_key).first()
            self.initial["answers"] = same.pk if same else None
