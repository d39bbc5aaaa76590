from collections.abc import Mapping
from typing import Any

from tests.stand_ins.faults import Reply


def error(
    code: int | str,
    subcode: int | str | None = None,
    message: str = "Something went wrong.",
    *,
    status: int = 400,
    is_transient: bool = False,
    headers: Mapping[str, str] | None = None,
) -> Reply:
    said: dict[str, Any] = {"message": message, "type": "OAuthException", "code": code, "is_transient": is_transient}
    said |= {"fbtrace_id": "AbC123", "error_user_title": "Problem"}
    if subcode is not None:
        said["error_subcode"] = subcode
    return Reply(status=status, data={"error": said}, headers=headers or {})


class Refused(Exception):
    def __init__(self, code: int, subcode: int | None = None, message: str = "Refused.", *, status: int = 400) -> None:
        super().__init__(message)
        self.reply = error(code, subcode, message, status=status)
