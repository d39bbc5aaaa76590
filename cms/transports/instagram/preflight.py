from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from http import HTTPStatus
from io import BytesIO
from urllib.parse import urljoin
from urllib.robotparser import RobotFileParser

from PIL import Image, UnidentifiedImageError

from cms.transports.posting import Picture, ReasonClass, Refusal
from cms.transports.wire import Answered, Request, Timeouts, exchange

CRAWLER = "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)"
MAXIMUM_BYTES = 8 * 1024 * 1024
NARROWEST, WIDEST = 4 / 5, 1.91
# Pixels are whole, so 4:5 may miss by a part of one.
TOLERANCE = 0.001
# Seconds for each of four requests. A host that is slower is too slow for the crawler, too.
PATIENCE = 30.0


def preflight(picture: Picture, *, timeouts: Timeouts, any_ratio: bool = False) -> Refusal | None:
    """Fetch a picture as Meta's crawler will, and return why it would fail. Changes nothing anywhere."""
    timeouts = replace(timeouts, read=min(timeouts.read, PATIENCE), deadline=min(timeouts.deadline, PATIENCE))
    if not _robots_allow(picture.url, timeouts=timeouts):
        return _closed(picture, "robots_txt", "robots.txt closes it to facebookexternalhit. Allow its path there.")
    answered: Answered | str = ""
    # Some hosts answer GET and not HEAD, or stumble over Range; the whole file comes last.
    for verb, headers in (("HEAD", {}), ("GET", {"Range": "bytes=0-1"}), ("GET", {})):
        answered = _fetch(verb, picture.url, timeouts=timeouts, headers=headers)
        if problem := _problem_of(answered, verb, may_be_partial=bool(headers)):
            return _closed(picture, "picture_not_public", problem)
    assert isinstance(answered, Answered)  # noqa: S101  The loop has seen to it.
    return _problem_with_file(picture, answered, any_ratio=any_ratio)


def _fetch(verb: str, url: str, *, timeouts: Timeouts, headers: Mapping[str, str] | None = None) -> Answered | str:
    request = Request(method=verb, url=url, headers={"User-Agent": CRAWLER, **(headers or {})})
    result = exchange(request, timeouts=timeouts, maximum_bytes=MAXIMUM_BYTES + 1)
    return result if isinstance(result, Answered) else result.reason


def _problem_of(answered: Answered | str, name: str, *, may_be_partial: bool) -> str:
    if isinstance(answered, str):
        return f"{name} got no answer: {answered}. Check that the address can be reached from outside."
    allowed = {HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT} if may_be_partial else {HTTPStatus.OK}
    if answered.status in range(300, 400):
        return f"{name} is sent elsewhere, and the crawler does not follow. Give the final address."
    if answered.status not in allowed:
        return f"{name} gets {answered.status} as facebookexternalhit. Let that user agent pass."
    return ""


def _problem_with_file(picture: Picture, whole: Answered, *, any_ratio: bool) -> Refusal | None:
    media_type = whole.headers.get("content-type", "").partition(";")[0].strip()
    if media_type != "image/jpeg":
        return _closed(picture, "media_type", f"it is served as {media_type or 'nothing'}. Serve it as image/jpeg.")
    if len(whole.content) > MAXIMUM_BYTES:
        return _wrong(picture, "picture_size", "it is larger than 8 MiB")
    if sha256(whole.content).hexdigest() != picture.sha256:
        return _wrong(picture, "picture_changed", "it is not the one that was approved")
    return _problem_with_image(picture, whole.content, any_ratio=any_ratio)


def _problem_with_image(picture: Picture, content: bytes, *, any_ratio: bool) -> Refusal | None:
    try:
        with Image.open(BytesIO(content)) as image:
            kind, width, height = image.format, image.width, image.height
    except (UnidentifiedImageError, OSError):
        return _wrong(picture, "picture_format", "it is no picture")
    if kind != "JPEG":
        return _wrong(picture, "picture_format", f"it is {kind} and not JPEG")
    if not any_ratio and not NARROWEST - TOLERANCE <= width / height <= WIDEST + TOLERANCE:
        return _wrong(picture, "picture_ratio", f"{width} by {height} is not between 4:5 and 1.91:1")
    return None


def _robots_allow(url: str, *, timeouts: Timeouts) -> bool:
    """Return what robots.txt says; where there is none, everything is allowed."""
    answered = _fetch("GET", urljoin(url, "/robots.txt"), timeouts=timeouts)
    if isinstance(answered, str) or answered.status != HTTPStatus.OK:
        return True
    rules = RobotFileParser()
    rules.parse(answered.content.decode(errors="replace").splitlines())
    return rules.can_fetch(CRAWLER.partition("/")[0], url)


def _closed(picture: Picture, code: str, problem: str) -> Refusal:
    """Refuse for now: what the host does wrong can be put right without touching the post."""
    reason = f"Instagram could not load {picture.url}: {problem}"
    return Refusal(reason_class=ReasonClass.RETRY, code=f"instagram.{code}", reason=reason)


def _wrong(picture: Picture, code: str, problem: str) -> Refusal:
    reason = f"Instagram would refuse {picture.url}: {problem}. Make the picture anew."
    return Refusal(reason_class=ReasonClass.CONTENT, code=f"instagram.{code}", reason=reason)
