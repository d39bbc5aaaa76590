from enum import IntEnum


class Exit(IntEnum):
    """What a command says when it ends."""

    DONE = 0
    NEEDS_PEOPLE = 1
    WRONG_USE = 2
    UNREACHABLE = 3

    @classmethod
    def explained(cls) -> str:
        lines = [f"  {code.value}  {meaning}" for code, meaning in MEANINGS.items()]
        return "\n".join(["exit codes:", *lines])


MEANINGS = {
    Exit.DONE: "everything that was due is done or goes on by itself",
    Exit.NEEDS_PEOPLE: "something needs a person: look into the admin or at 'manage.py post ID'",
    Exit.WRONG_USE: "wrong use: an option, or a token that does not allow it",
    Exit.UNREACHABLE: "the ledger could not be reached: the endpoint or the database",
}
