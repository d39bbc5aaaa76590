from collections.abc import Mapping
from typing import Any

from django.forms import Media
from django.utils import timezone
from django.utils.functional import cached_property
from modelcluster.forms import BaseChildFormSet
from wagtail.models import Page

from cms.delivery.accounts.offered import offered
from cms.editing.panels.forms import PostForm
from cms.pages.models import Channel, Post


class PostFormSet(BaseChildFormSet):
    """One form for each channel of the page: none is added, none is deleted."""

    def __init__(self, data: Any = None, files: Any = None, instance: Page | None = None, **kwargs: Any) -> None:
        super().__init__(data, files, instance=instance, **kwargs)
        self.posts = posts_of(self.instance)

    @cached_property
    def rows(self) -> list[PostForm]:
        return [self._row(post) for post in self.posts]

    @cached_property
    def forms(self) -> list[PostForm]:
        """Return the forms to validate and save: a request that says nothing of a channel leaves it as it is."""
        return [row for row in self.rows if row.is_bound] if self.is_bound else self.rows

    def _row(self, post: Post) -> PostForm:
        prefix = f"{self.prefix}-{post.channel}"
        # The id is hidden in the form, so it tells that the form was there.
        is_sent = self.is_bound and f"{prefix}-id" in (self.data or {})
        data: Mapping[str, Any] | None = self.data if is_sent else None
        form: PostForm = self.form(
            data, instance=post, prefix=prefix, auto_id=self.auto_id, page=self.instance, use_required_attribute=False
        )
        return form

    @property
    def media(self) -> Media:
        return self.form(instance=Post(channel=Channel.INSTAGRAM)).media

    def total_form_count(self) -> int:
        return len(self.forms)

    initial_form_count = total_form_count

    def full_clean(self) -> None:
        self._errors = [form.errors for form in self.forms]
        self._non_form_errors = self.error_class(error_class="nonform")

    def save(self, commit: bool = True) -> list[Post]:  # noqa: FBT001, FBT002  The signature is modelcluster's.
        if not self.forms:
            return []
        for form in self.forms:
            form.save(commit=False)
        manager = self.instance.posts
        manager.set(self.posts)
        if commit:
            manager.commit()
        return self.posts


def posts_of(page: Page) -> list[Post]:
    """Return a post for each channel of the page, made anew where there is none."""
    planned = {post.channel: post for post in page.posts.all()}
    # A draft does not know the rows that were stored when an earlier draft of it was published.
    stored = dict(Post.objects.filter(page=page.pk).values_list("channel", "pk")) if page.pk else {}
    known = offered(planned.keys() | stored.keys())
    posts = []
    for channel in (name for name in Channel if name in getattr(page, "channels", ()) and name in known):
        post = planned.get(channel) or Post.by_default(channel, time_zone=timezone.get_current_timezone_name())
        post.pk = stored.get(channel)
        posts.append(post)
    return posts
