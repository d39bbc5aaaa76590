from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail.admin.compare import StreamBlockComparison, StreamFieldComparison
from wagtail.models import Page, Revision

from cms.editing.translation.states import UNSPOKEN


@dataclass(frozen=True, kw_only=True)
class Change:
    label: str
    # Each as Wagtail marks it up in its own comparisons.
    pieces: tuple[SafeString, ...]


def changes(page: Page, *, old: Revision, new: Revision, request: HttpRequest) -> list[Change]:
    """Return what says something else now, by field; of bodies and inline children only the parts that changed."""
    specific = page.specific
    handler = specific.get_edit_handler().get_bound_panel(instance=specific, request=request, form=None)
    before, after = old.as_object(), new.as_object()
    compared = [comparison(before, after) for comparison in handler.get_comparison() if _speaks(comparison)]
    return [
        Change(label=str(comparison.field_label()), pieces=tuple(_pieces(comparison)))
        for comparison in compared
        if comparison.has_changed()
    ]


def _speaks(comparison: Any) -> bool:
    field = comparison.args[0] if getattr(comparison, "args", None) else None
    return getattr(field, "name", "") not in UNSPOKEN


def _pieces(comparison: Any) -> Iterable[SafeString]:
    if comparison.is_child_relation:
        return [_child(child) for child in comparison.get_child_comparisons() if child.has_changed()]
    if isinstance(comparison, StreamFieldComparison):
        blocks = StreamBlockComparison(
            comparison.field.stream_block,
            exists_a=True,
            exists_b=True,
            val_a=comparison.val_a,
            val_b=comparison.val_b,
        ).get_block_comparisons()
        return [_block(block) for block in blocks if block.is_new() or block.is_deleted() or block.has_changed()]
    return [comparison.htmldiff()]


def _block(block: Any) -> SafeString:
    kind = "addition" if block.is_new() else "deletion" if block.is_deleted() else ""
    inner = block.htmlvalue(block.val_b if block.is_new() else block.val_a) if kind else block.htmldiff()
    return _marked([(kind, inner)])


def _child(child: Any) -> SafeString:
    kind = "addition" if child.is_addition() else "deletion" if child.is_deletion() else ""
    return _marked((kind, field.htmldiff()) for field in child.get_field_comparisons())


def _marked(parts: Iterable[tuple[str, Any]]) -> SafeString:
    return format_html_join("", '<div class="comparison__child-object {}">{}</div>', parts)
