from dataclasses import dataclass

from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, kw_only=True)
class Words:
    """What a reason means in plain words. Without `why`, that of the state stands."""

    why: StrOrPromise = ""
    # Without advice, that of the state stands.
    advice: StrOrPromise = ""
    # The advice takes into account that nobody knows whether the post is there.
    is_for_doubt: bool = False
