from dataclasses import dataclass
from enum import Enum, auto
from http import HTTPStatus

from cms.transports.instagram.graph import answer, error_of
from cms.transports.posting import ReasonClass, Refusal, Unknown
from cms.transports.wire import Answered, NoAnswer, NotSent, whole_number

R, N, T, A, C = (
    ReasonClass.RETRY,
    ReasonClass.NEW_HANDLE,
    ReasonClass.THROTTLED,
    ReasonClass.ACCOUNT,
    ReasonClass.CONTENT,
)
# A refusal for too many calls comes at once; one that took longer may have come after the effect.
AT_ONCE_SECONDS = 5
HOUR, DAY = 3600.0, 86_400.0


class Stage(Enum):
    """The same code means different things before and after the call that publishes."""

    PREPARE = auto()
    PUBLISH = auto()


@dataclass(frozen=True, kw_only=True)
class Meaning:
    code: str
    on_prepare: ReasonClass
    # None: nobody knows whether it was published.
    on_publish: ReasonClass | None = None
    advice: str
    retry_after: float | None = None
    # The account fares badly, whatever became of the post.
    concerns_account: bool = False


BY_SUBCODE = {
    2207001: Meaning(code="server_error", on_prepare=R, advice="Instagram has a problem of its own."),
    2207003: Meaning(code="picture_slow", on_prepare=R, advice="Instagram could not load the picture in time."),
    2207004: Meaning(code="picture_size", on_prepare=C, advice="Make the picture smaller than 8 MB."),
    2207005: Meaning(code="picture_format", on_prepare=C, advice="Instagram takes JPEG only."),
    2207006: Meaning(
        code="permission", on_prepare=A, advice="Check the permissions of the token.", concerns_account=True
    ),
    2207008: Meaning(code="container_lost", on_prepare=N, advice="The container is gone, or was published already."),
    2207009: Meaning(code="picture_ratio", on_prepare=C, advice="Instagram takes pictures from 4:5 to 1.91:1."),
    2207010: Meaning(code="caption_too_long", on_prepare=C, advice="Shorten the caption to 2,200 characters."),
    2207020: Meaning(code="container_expired", on_prepare=N, advice="The container is older than a day."),
    2207023: Meaning(code="media_type", on_prepare=C, advice="Instagram does not know the format."),
    2207026: Meaning(code="video_format", on_prepare=C, advice="Instagram does not take the file."),
    2207027: Meaning(code="not_ready", on_prepare=R, on_publish=R, advice="Instagram is still working on it."),
    2207028: Meaning(code="carousel_size", on_prepare=C, advice="A carousel takes 2 to 10 pictures."),
    2207032: Meaning(code="not_created", on_prepare=R, advice="Instagram could not create the container."),
    2207040: Meaning(code="mentions", on_prepare=C, advice="Mention at most 20 accounts."),
    2207042: Meaning(
        code="quota", on_prepare=T, on_publish=T, advice="The quota of posts a day is used up.", retry_after=HOUR
    ),
    2207050: Meaning(
        code="restricted",
        on_prepare=A,
        advice="The account is restricted. Open Instagram's app and do what it asks.",
        concerns_account=True,
    ),
    2207051: Meaning(
        code="activity_restricted",
        on_prepare=A,
        advice="Instagram suspects spam. Pause the account for a day and look into the app.",
        retry_after=DAY,
        concerns_account=True,
    ),
    2207052: Meaning(
        code="picture_not_loaded",
        on_prepare=R,
        advice="Instagram could not load the picture: check robots.txt and firewall for facebookexternalhit.",
    ),
    2207053: Meaning(code="upload_failed", on_prepare=N, advice="Instagram lost the upload."),
    **{
        subcode: Meaning(code="processing_failed", on_prepare=N, advice="Instagram could not process the file.")
        for subcode in (2207076, 2207077, 2207082)
    },
}
SERVER_ERROR = BY_SUBCODE[2207001]
THROTTLED = Meaning(code="throttled", on_prepare=T, on_publish=T, advice="Too many calls.", retry_after=300)
PERMISSION = Meaning(
    code="permission", on_prepare=A, on_publish=A, advice="The token lacks a permission. Connect the account anew."
)
BY_CODE = {
    **dict.fromkeys((1, 2, -1, -2), SERVER_ERROR),
    **dict.fromkeys((4, 17, 32, 613), THROTTLED),
    **dict.fromkeys(range(80_000, 80_100), THROTTLED),
    **dict.fromkeys((10, *range(200, 300)), PERMISSION),
    190: Meaning(
        code="token",
        on_prepare=A,
        on_publish=A,
        advice="The token is no longer valid. Connect the account anew.",
    ),
    368: Meaning(
        code="blocked",
        on_prepare=A,
        advice="Instagram blocks the account for a while. Open the app and do what it asks.",
        retry_after=DAY,
        concerns_account=True,
    ),
    2635: Meaning(
        code="version", on_prepare=A, on_publish=A, advice="This version of the API has ended: set a newer one."
    ),
    9004: BY_SUBCODE[2207052],
    9007: BY_SUBCODE[2207027],
}
# Said of containers that are fine, too.
UNREADABLE = Meaning(code="unreadable", on_prepare=R, advice="Instagram cannot find what it made.")
INVALID = Meaning(code="invalid", on_prepare=C, advice="Read what Instagram said and change the post.")
OTHER = Meaning(code="other", on_prepare=R, advice="This is an answer that nobody has described.")
WAIT_BY_STATUS = Meaning(code="throttled", on_prepare=T, on_publish=T, advice="Too many calls.", retry_after=300)


def failure(result: Answered | NotSent | NoAnswer, *, stage: Stage) -> Refusal | Unknown:
    """Say what an exchange without success means at a stage."""
    if isinstance(result, NotSent):
        return Refusal(reason_class=R, code="instagram.not_sent", reason=f"Instagram was not reached: {result.reason}.")
    if isinstance(result, NoAnswer):
        reason = f"Instagram's answer was lost: {result.reason}."
        if stage == Stage.PUBLISH:
            return Unknown(reason=reason, code="instagram.no_answer")
        return Refusal(reason_class=R, code="instagram.no_answer", reason=reason)
    meaning = meaning_of(result)
    said = str(error_of(result).get("message") or f"HTTP {result.status}")
    reason, code = f"{said} {meaning.advice}", f"instagram.{meaning.code}"
    reason_class = meaning.on_prepare if stage == Stage.PREPARE else meaning.on_publish
    if stage == Stage.PUBLISH and reason_class == T and result.seconds > AT_ONCE_SECONDS:
        reason_class = None
    if reason_class is None:
        concern = A if meaning.concerns_account else None
        return Unknown(reason=reason, code=code, reason_class=concern, answer=answer(result))
    wait = _regain(result) or meaning.retry_after
    return Refusal(reason_class=reason_class, code=code, reason=reason, retry_after=wait, answer=answer(result))


def meaning_of(result: Answered) -> Meaning:
    error = error_of(result)
    code, subcode = whole_number(error.get("code")), whole_number(error.get("error_subcode"))
    if subcode in BY_SUBCODE:
        return BY_SUBCODE[subcode]
    if code in BY_CODE:
        return BY_CODE[code]
    if code == 100:  # noqa: PLR2004  Meta's own number for a wrong parameter.
        return UNREADABLE if subcode == 33 else INVALID  # noqa: PLR2004  As above.
    if result.status == HTTPStatus.TOO_MANY_REQUESTS:
        return WAIT_BY_STATUS
    return SERVER_ERROR if result.status >= HTTPStatus.INTERNAL_SERVER_ERROR else OTHER


def _regain(result: Answered) -> float | None:
    seconds = whole_number(result.headers.get("retry-after"))
    return float(seconds) if seconds else None
