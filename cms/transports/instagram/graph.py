import json
from dataclasses import dataclass, field
from typing import Any

from cms.transports.posting import Answer
from cms.transports.tokens import check_token
from cms.transports.wire import DEFAULT_TIMEOUTS, Answered, Request, Result, Timeouts, exchange, whole_number


@dataclass(frozen=True, kw_only=True)
class GraphAPI:
    """The Graph API behind Instagram Login. The token travels in a header, and the version is always said."""

    url: str
    version: str
    token: str = field(repr=False)
    timeouts: Timeouts = DEFAULT_TIMEOUTS

    def __post_init__(self) -> None:
        check_token(self.token, name="INSTAGRAM_ACCESS_TOKEN")

    def read(self, path: str, **parameters: str | int) -> Result:
        return self._send(Request(method="GET", url=self._address(path), headers=self._headers, params=parameters))

    def write(self, path: str, **parameters: Any) -> Result:
        return self._send(Request(method="POST", url=self._address(path), headers=self._headers, json=parameters))

    def refresh(self) -> Result:
        """Ask for a younger token, at the one address that has no version."""
        address = f"{self.url.rstrip('/')}/refresh_access_token"
        parameters = {"grant_type": "ig_refresh_token"}
        return self._send(Request(method="GET", url=address, headers=self._headers, params=parameters))

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def _address(self, path: str) -> str:
        return f"{self.url.rstrip('/')}/{self.version}/{path}"

    def _send(self, request: Request) -> Result:
        return exchange(request, timeouts=self.timeouts, secrets=(self.token,))


def error_of(result: Answered) -> dict[str, Any]:
    error = result.fields.get("error")
    return error if isinstance(error, dict) else {}


def succeeded(result: Answered) -> bool:
    return 200 <= result.status < 300 and bool(result.fields) and not error_of(result)  # noqa: PLR2004  HTTP's.


def answer(result: Answered) -> Answer:
    """Return what the log of attempts keeps of an answer. Codes come as numbers, and at times as strings."""
    error = error_of(result)
    transient = error.get("is_transient")
    return Answer(
        status=result.status,
        code=str(error.get("code", "")),
        subcode=str(error.get("error_subcode", "")),
        is_transient=transient if isinstance(transient, bool) else None,
        trace_id=str(error.get("fbtrace_id", "")),
        body=result.text,
    )


def usage(result: Answered) -> int | None:
    """Return the highest share of a limit on calls that the headers report, in per cent."""
    found: list[int] = []
    for name in ("x-app-usage", "x-business-use-case-usage"):
        try:
            _collect(json.loads(result.headers.get(name, "null")), found)
        except ValueError:
            continue
    return max(found, default=None)


def _collect(value: Any, found: list[int]) -> None:
    if isinstance(value, dict):
        shares = (whole_number(value.get(name)) for name in ("call_count", "total_time", "total_cputime"))
        found.extend(share for share in shares if share is not None)
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _collect(part, found)
