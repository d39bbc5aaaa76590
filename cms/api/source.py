from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from wagtail.models import Page

from cms.api.context import Context
from cms.api.execution import run
from cms.api.models import PreviewDraft
from cms.sources import SourceError


class InProcessSource:
    """Runs documents in this process, as the endpoint would."""

    def __init__(self, *, preview_token: str | None = None) -> None:
        self.preview_token = preview_token

    def execute(self, document: str, *, variables: Mapping[str, Any]) -> dict[str, Any]:
        answer = run(document, variables=variables, context=self.context())
        if answer.errors or answer.data is None:
            raise SourceError("; ".join(error.message for error in answer.errors))
        return answer.data

    def context(self) -> Context:
        return context_for(self.preview_token)

    def fetch(self, url: str) -> bytes:
        """Return the bytes of an image whose address the API gave out."""
        prefix = default_storage.url("x").removesuffix("x")
        name = unquote(url.removeprefix(settings.PUBLIC_URL).removeprefix(prefix))
        try:
            with default_storage.open(name) as file:
                content: bytes = file.read()
        except (OSError, SuspiciousOperation) as error:
            message = f"The picture {name} is missing in the storage."
            raise SourceError(message) from error
        return content


class DraftSource(InProcessSource):
    """Answers documents about a draft that only its editor sees now; nothing is stored for it."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page

    @property
    def path(self) -> str:
        return self.context().path(self.page) or "/"

    def context(self) -> Context:
        return Context(base_url=settings.PUBLIC_URL, draft=self.page)


def context_for(preview_token: str | None) -> Context:
    draft = PreviewDraft.for_token(preview_token).page() if preview_token else None
    return Context(base_url=settings.PUBLIC_URL, draft=draft)
