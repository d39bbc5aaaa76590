from dataclasses import dataclass
from functools import cache
from pathlib import Path

from graphql import DocumentNode, OperationDefinitionNode, Source, parse, print_ast, separate_operations

CHANNELS_DIR = Path(__file__).parent
FRAGMENTS_PATH = CHANNELS_DIR / "fragments.graphql"


class DocumentError(Exception):
    """A document file is not what a channel needs: exactly one operation."""


@dataclass(frozen=True, kw_only=True)
class Document:
    """A channel's question to the API, with the shared fragments it uses and no other."""

    channel: str
    text: str
    variables: frozenset[str]


@cache
def load(channel: str, name: str = "document") -> Document:
    """Return what a channel asks of pages, or another of its documents by name. Raises DocumentError."""
    path = CHANNELS_DIR / channel / f"{name}.graphql"
    operations = separate_operations(_joined(path))
    if len(operations) != 1:
        message = f"{path} must hold exactly one operation, not {len(operations)}."
        raise DocumentError(message)
    node = next(iter(operations.values()))
    operation = next(item for item in node.definitions if isinstance(item, OperationDefinitionNode))
    variables = frozenset(definition.variable.name.value for definition in operation.variable_definitions)
    return Document(channel=channel, text=print_ast(node), variables=variables)


def _joined(path: Path) -> DocumentNode:
    """Parse the document and the shared fragments with their paths, so that errors name file and line."""
    own = parse(Source(path.read_text(), str(path)))
    shared = parse(Source(FRAGMENTS_PATH.read_text(), str(FRAGMENTS_PATH)))
    return DocumentNode(definitions=(*own.definitions, *shared.definitions))
