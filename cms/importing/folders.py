from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from wagtail.models import Page

from cms.blocks.slugs import slug_of
from cms.importing.limits import MAXIMUM_IMPORT_SOURCE
from cms.importing.markdown_files import Report, Request, Surroundings, import_markdown_file
from cms.importing.models import ImportRecord

INDEX = "index"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of one file: its report, or why it was refused."""

    path: Path
    report: Report | None = None
    refusal: str = ""


def import_folder(
    request: Request, *, refusals: tuple[type[Exception], ...], say: Callable[[Exception], str] = str
) -> Iterator[Outcome]:
    """Import every Markdown file below a folder. A folder's index.md is the page the others stand below."""
    records = ImportRecord.objects.filter(source=_source(request)).values_list("key", "page_id")
    pages = {(request.path / key).resolve(): page for key, page in records}
    waiting: list[tuple[Path, Outcome]] = []
    for path in markdown_files_in(request.path):
        outcome = _import(path, request=request, pages=pages, refusals=refusals, say=say)
        waiting.append((path, outcome))
        if outcome.report:
            pages[path.resolve()] = outcome.report.page_id
    # Files may link to files that come after them, so those with links into the folder are read once more.
    for path, outcome in waiting:
        if outcome.report and any(_names_file(link) for link in outcome.report.dead_links):
            second = _import(path, request=request, pages=pages, refusals=refusals, say=say)
            yield replace(second, report=_as_first(second.report, outcome.report)) if second.report else second
        else:
            yield outcome


def markdown_files_in(folder: Path) -> list[Path]:
    """Return the files of a tree, each folder's index before the rest of it."""
    found = [
        path
        for path in folder.rglob("*.md")
        if not any(part.startswith(".") for part in path.relative_to(folder).parts)
    ]
    return sorted(found, key=lambda path: (path.parent.parts, path.stem != INDEX, path.name))


def _import(
    path: Path,
    *,
    request: Request,
    pages: dict[Path, int],
    refusals: tuple[type[Exception], ...],
    say: Callable[[Exception], str],
) -> Outcome:
    parent = _parent(path, root=request.path, pages=pages) if request.kind == "standard" else None
    known = Page.objects.filter(pk=pages.get(path.resolve())).specific().first()
    surroundings = Surroundings(parent=parent, pages=pages, page=known)
    slug = slug_of(path.parent.name if path.stem == INDEX and path.parent != request.path else path.stem) or None
    try:
        report = import_markdown_file(replace(request, path=path, slug=slug), surroundings=surroundings)
    except refusals as error:
        return Outcome(path=path, refusal=say(error))
    key = path.relative_to(request.path).as_posix()
    ImportRecord.objects.get_or_create(source=_source(request), key=key, defaults={"page_id": report.page_id})
    return Outcome(path=path, report=report)


def _source(request: Request) -> str:
    """Return what names this folder: the end of its address, as a whole one may be too long to store."""
    return f"{request.path.resolve()} {request.kind} {request.locale}"[-MAXIMUM_IMPORT_SOURCE:]


def _parent(path: Path, *, root: Path, pages: dict[Path, int]) -> Page | None:
    """Return the page of the nearest folder above that has an index."""
    folder = path.parent.parent if path.stem == INDEX else path.parent
    if path.stem == INDEX and path.parent == root:
        return None
    while folder.is_relative_to(root):
        if (page := pages.get((folder / f"{INDEX}.md").resolve())) is not None:
            return Page.objects.get(pk=page)
        folder = folder.parent
    return None


def _names_file(link: str) -> bool:
    return ".md" in link


def _as_first(second: Report | None, first: Report) -> Report | None:
    """Return the second report of a file as that of one run: what the first one made or changed was made or changed."""
    return replace(second, created=first.created, changed=first.changed or second.changed) if second else None
