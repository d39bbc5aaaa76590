from hashlib import sha256

from cms.transports.posting import Picture, ReasonClass, Refusal
from cms.transports.wire import Answered, Request, Timeouts, exchange

MAXIMUM_BYTES = 20_000_000


def picture_bytes(picture: Picture, *, timeouts: Timeouts) -> bytes | Refusal:
    """Return the picture that was approved: what came with it, or what its address gives, if it is the same."""
    content = picture.content if picture.content is not None else _fetched(picture, timeouts=timeouts)
    if isinstance(content, Refusal):
        return content
    if sha256(content).hexdigest() != picture.sha256:
        reason = f"The picture at {picture.url} is not the one that was approved. Approve the post anew."
        return Refusal(reason_class=ReasonClass.CONTENT, code="picture.changed", reason=reason)
    return content


def _fetched(picture: Picture, *, timeouts: Timeouts) -> bytes | Refusal:
    result = exchange(Request(method="GET", url=picture.url), timeouts=timeouts, maximum_bytes=MAXIMUM_BYTES)
    if isinstance(result, Answered) and result.status == 200:  # noqa: PLR2004  What HTTP calls OK.
        return result.content
    problem = f"it answered {result.status}" if isinstance(result, Answered) else result.reason
    reason = f"The picture at {picture.url} could not be loaded: {problem}. Check that the address can be reached."
    return Refusal(reason_class=ReasonClass.RETRY, code="picture.not_loaded", reason=reason)
