import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "documents"
FRAGMENTS = "fragments"


@cache
def document(name: str) -> str:
    """Return a document with those fragments that it uses, which is what a strict server accepts."""
    text = (FOLDER / f"{name}.graphql").read_text()
    known = _fragments()
    used: dict[str, str] = {}
    wanted = _spread(text)
    while wanted:
        fragment = wanted.pop()
        if fragment not in used:
            used[fragment] = known[fragment]
            wanted += _spread(known[fragment])
    return "\n".join([text, *(used[fragment] for fragment in sorted(used))])


@cache
def _fragments() -> dict[str, str]:
    parts = re.split(r"(?m)^(?=fragment )", (FOLDER / f"{FRAGMENTS}.graphql").read_text())
    return {part.split()[1]: part for part in parts if part.strip()}


def _spread(text: str) -> list[str]:
    return re.findall(r"\.\.\.(?!\s*on\b)(\w+)", text)
