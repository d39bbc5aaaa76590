from collections.abc import Callable
from itertools import count
from typing import Any

import regex

from tests.stand_ins.clock import Clock
from tests.stand_ins.faults import Reply
from tests.stand_ins.server import Received, StandIn

HANDLE, PASSWORD, DID = "verein.example", "abcd-efgh-ijkl-mnop", "did:plc:standin"
POST = "app.bsky.feed.post"


class Refused(Exception):
    def __init__(self, name: str, message: str, *, status: int = 400) -> None:
        super().__init__(message)
        self.reply = Reply(status=status, data={"error": name, "message": message})


class Bluesky(StandIn):
    """A personal data server, whose records lie under keys that the client may choose."""

    def __init__(self, *, clock: Clock | None = None) -> None:
        super().__init__(clock=clock)
        self.records: dict[str, dict[str, Any]] = {}
        self.blobs: set[str] = set()
        self.sessions: set[str] = set()
        self._numbers = count(1)

    def live(self, words: str) -> list[dict[str, Any]]:
        return [record for record in self.records.values() if words in record["text"]]

    def method_of(self, received: Received) -> str:
        return received.path.rpartition(".")[2]

    def answer(self, method: str, received: Received) -> Reply:
        try:
            if method != "createSession":
                self._check(received)
            return Reply(data=self._methods()[method](received))
        except Refused as refused:
            return refused.reply

    def _check(self, received: Received) -> None:
        if received.headers.get("authorization", "").removeprefix("Bearer ") not in self.sessions:
            raise Refused("ExpiredToken", "Token has expired")

    def _methods(self) -> dict[str, Callable[[Received], Any]]:
        return {
            "createSession": self._create_session,
            "getSession": lambda _: {"did": DID, "handle": HANDLE, "active": True},
            "uploadBlob": self._upload_blob,
            "putRecord": self._put_record,
            "getRecord": self._get_record,
            "deleteRecord": self._delete_record,
            "getPosts": lambda _: {"posts": [{"likeCount": 4, "repostCount": 1, "replyCount": 0, "quoteCount": 0}]},
        }

    def _create_session(self, received: Received) -> Any:
        if (received.parameters.get("identifier"), received.parameters.get("password")) != (HANDLE, PASSWORD):
            raise Refused("AuthenticationRequired", "Invalid identifier or password", status=401)
        token = f"jwt-{next(self._numbers)}-of-stand-in"
        self.sessions.add(token)
        return {"accessJwt": token, "refreshJwt": "refresh", "did": DID, "handle": HANDLE}

    def _upload_blob(self, received: Received) -> Any:
        if len(received.body) > 2_000_000:
            raise Refused("BlobTooLarge", "This file is too large.", status=413)
        link = f"bafkrei{next(self._numbers)}"
        self.blobs.add(link)
        blob = {"$type": "blob", "ref": {"$link": link}, "mimeType": "image/jpeg", "size": len(received.body)}
        return {"blob": blob}

    def _put_record(self, received: Received) -> Any:
        asked, record = received.parameters, received.parameters["record"]
        text = record["text"]
        if not regex.fullmatch(r"[234567a-z]{13}", asked["rkey"]) or asked["collection"] != POST:
            raise Refused("InvalidRequest", "Invalid rkey")
        if len(regex.findall(r"\X", text)) > 300 or len(text.encode()) > 3000:
            raise Refused("InvalidRequest", "Record/text must not be longer than 300 graphemes")
        images = record.get("embed", {}).get("images", [])
        if any(image["image"]["ref"]["$link"] not in self.blobs for image in images):
            raise Refused("BlobNotFound", "Could not find blob")
        self.records[asked["rkey"]] = record
        return {"uri": f"at://{DID}/{POST}/{asked['rkey']}", "cid": "bafyrei"}

    def _get_record(self, received: Received) -> Any:
        key = received.parameters["rkey"]
        if key not in self.records:
            raise Refused("RecordNotFound", f"Could not locate record: {key}")
        return {"uri": f"at://{DID}/{POST}/{key}", "cid": "bafyrei", "value": self.records[key]}

    def _delete_record(self, received: Received) -> Any:
        self.records.pop(received.parameters["rkey"], None)
        return {"commit": {}}
