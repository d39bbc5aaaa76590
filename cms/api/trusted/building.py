import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    OperationDefinitionNode,
    Source,
    parse,
    print_ast,
    separate_operations,
)

from cms.api.parsing import parse_anew
from cms.api.trusted.manifest import Manifest, ManifestError, TrustedDocument, fingerprint

SUFFIXES = {".graphql", ".gql"}
APOLLO_FORMAT = "apollo-persisted-query-manifest"


def build(folder: Path) -> Manifest:
    """Collect the documents of a folder: of its *.graphql files, and of the manifests that Relay and Apollo write."""
    if not folder.is_dir():
        message = f"{folder} is no folder. Name the one that holds the documents."
        raise ManifestError(message)
    documents = [*_from_files(folder), *_from_manifests(folder)]
    for document in documents:
        _check(document)
    return Manifest.of(documents)


def _check(document: TrustedDocument) -> None:
    if errors := parse_anew(document.text).errors:
        message = f"{document.source}, {document.name}: {errors[0].message}"
        raise ManifestError(message)


def _from_files(folder: Path) -> Iterator[TrustedDocument]:
    """Yield each operation with the fragments it uses, those of its own file first, as channels compose theirs."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix in SUFFIXES)
    parsed = {path: _parse(path) for path in paths}
    for path, own in parsed.items():
        operations = [node for node in own.definitions if isinstance(node, OperationDefinitionNode)]
        whole = separate_operations(DocumentNode(definitions=(*own.definitions, *_shared(own, parsed.values()))))
        source = path.relative_to(folder).as_posix()
        for operation in operations:
            name = _name(operation)
            yield TrustedDocument(text=print_ast(whole[name]), name=name or path.stem, source=source)
        if [document.definitions for document in whole.values()] == [own.definitions]:
            # A file that is whole by itself may also be sent as it lies there.
            yield TrustedDocument(text=path.read_text(), name=_name(operations[0]) or path.stem, source=source)


def _shared(own: DocumentNode, documents: Iterable[DocumentNode]) -> Iterator[FragmentDefinitionNode]:
    """Yield the fragments of all other files, unless the document has one of that name."""
    names = {_name(node) for node in own.definitions}
    others = (node for other in documents if other is not own for node in other.definitions)
    yield from (node for node in others if isinstance(node, FragmentDefinitionNode) and node.name.value not in names)


def _name(node: object) -> str:
    name = getattr(node, "name", None)
    return name.value if name else ""


def _parse(path: Path) -> DocumentNode:
    try:
        return parse(Source(path.read_text(), str(path)))
    except GraphQLError as error:
        raise ManifestError(str(error)) from error


def _from_manifests(folder: Path) -> Iterator[TrustedDocument]:
    for path in sorted(folder.rglob("*.json")):
        source = path.relative_to(folder).as_posix()
        for key, text in _texts(path):
            # An id that is no SHA-256 of the text, such as Relay's MD5, stays valid beside ours.
            custom_id = None if key.removeprefix("sha256:") == fingerprint(text) else key
            yield TrustedDocument(text=text, name=_operation_name(text) or key, source=source, custom_id=custom_id)


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    """Read {id: text}, as Relay writes it, or the format of Apollo's tools."""
    content: Any = json.loads(path.read_text())
    if isinstance(content, dict) and content.get("format") == APOLLO_FORMAT:
        content = {operation["id"]: operation["body"] for operation in content["operations"]}
    if not isinstance(content, dict) or not all(isinstance(text, str) for text in content.values()):
        message = f"{path} is neither a map of ids to documents nor an operation manifest of Apollo."
        raise ManifestError(message)
    yield from content.items()


def _operation_name(text: str) -> str:
    try:
        return next((_name(node) for node in parse(text).definitions if isinstance(node, OperationDefinitionNode)), "")
    except GraphQLError:
        # What does not parse is refused, with its name, as soon as it is checked.
        return ""
