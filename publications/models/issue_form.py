from typing import Any

from cms.pages.forms import ContentPageForm


class NewsletterIssueForm(ContentPageForm):
    """Leaves the sections out while an issue is frozen: changing them would change nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.is_frozen:
            del self.fields["sections"]
