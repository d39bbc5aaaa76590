import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self
from urllib.parse import urlencode

JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True, kw_only=True)
class Request:
    """An HTTP request with what tells whether the answer is the right one."""

    method: str
    path: str
    body: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    status: int = 200
    # How many titles the answer has, and as many images; None where that is no matter.
    items: int | None = None
    # Whether the answer tells of an error.
    is_refused: bool = False

    @classmethod
    def post(cls, text: str, *, variables: Mapping[str, Any], items: int | None = None, **more: Any) -> Self:
        body = json.dumps({"query": text, "variables": variables, **more})
        return cls(method="POST", path="/graphql/", body=body, headers=JSON, items=items)

    @classmethod
    def get(cls, text: str, *, variables: Mapping[str, Any], items: int | None = None) -> Self:
        asked = urlencode({"query": text, "variables": json.dumps(variables)})
        return cls(method="GET", path=f"/graphql/?{asked}", items=items)

    def of_known_answer(self) -> Self:
        """Return the same request of a client that has the answer already."""
        return replace(self, headers={**self.headers, "If-None-Match": "*"}, status=304, items=None)

    def is_answered(self, *, status: int, content: bytes) -> bool:
        if status != self.status or (b'"errors"' in content) != self.is_refused:
            return False
        return self.items is None or self.items == content.count(b'"title"') == content.count(b'"width"')
