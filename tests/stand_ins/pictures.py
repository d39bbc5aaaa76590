from dataclasses import dataclass, field
from hashlib import sha256

from cms.transports.posting import Picture
from tests.stand_ins.faults import Reply
from tests.stand_ins.server import Received, StandIn


@dataclass(kw_only=True)
class Host:
    """What a host of pictures does to whoever asks."""

    robots: str | None = "User-agent: *\nAllow: /m/\n"
    media_type: str = "image/jpeg"
    refuses_head: bool = False
    refuses_range: bool = False
    refused_agents: tuple[str, ...] = ()
    redirects_to: str = ""
    files: dict[str, bytes] = field(default_factory=dict)


class PictureHost(StandIn):
    """Serves pictures by their content, as the media of an installation are served."""

    def __init__(self) -> None:
        super().__init__()
        self.host = Host()

    def add(self, content: bytes, *, alt_text: str = "Slide", name: str = "") -> Picture:
        digest = sha256(content).hexdigest()
        path = f"/m/{name or digest}.jpg"
        self.host.files[path] = content
        return Picture(url=self.url + path, sha256=digest, alt_text=alt_text, width=1080, height=1350)

    def method_of(self, received: Received) -> str:
        return "robots" if received.path == "/robots.txt" else received.verb

    def answer(self, method: str, received: Received) -> Reply:
        host, agent = self.host, received.headers.get("user-agent", "")
        if method == "robots":
            status = 404 if host.robots is None else 200
            return Reply(status=status, content=(host.robots or "").encode(), headers={"Content-Type": "text/plain"})
        if any(refused in agent for refused in host.refused_agents):
            return Reply(status=403)
        if host.redirects_to:
            return Reply(status=302, headers={"Location": host.redirects_to})
        if (method == "HEAD" and host.refuses_head) or ("range" in received.headers and host.refuses_range):
            return Reply(status=405 if method == "HEAD" else 416)
        content = host.files.get(received.path)
        headers = {"Content-Type": host.media_type}
        return Reply(status=404) if content is None else Reply(content=content, headers=headers)
