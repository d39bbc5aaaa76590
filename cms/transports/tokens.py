import re


class TokenMalformed(ValueError):
    """A token could not be sent as it is. The message does not hold it."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} holds characters that no token has, perhaps a line break. Enter it once more.")


def check_token(token: str, *, name: str, allowed: str = r"[\x21-\x7e]+") -> None:
    """Raise TokenMalformed for what would end a header or an address early."""
    if not re.fullmatch(allowed, token):
        raise TokenMalformed(name)
