import os
import subprocess
import sys
import sysconfig
from pathlib import Path
from shutil import copy

import pytest
from graphql import (
    FragmentDefinitionNode,
    GraphQLSchema,
    OperationDefinitionNode,
    Source,
    build_schema,
    parse,
    print_ast,
    validate,
)

from cms.api.management.commands.print_schema import SCHEMA_PATH
from tests.clients.merging import merged
from tests.clients.typescript import typescript

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted(path for path in (ROOT / "cms").rglob("*.graphql") if not path.name.startswith("schema"))
SCRIPTS = Path(sysconfig.get_path("scripts"))
CODEGEN = """[tool.ariadne-codegen]
schema_path = "{schema}"
queries_path = "documents"
target_package_name = "client"
target_package_path = "."
async_client = false
"""
STRICT = '{ "compilerOptions": { "strict": true, "noImplicitReturns": true, "noUncheckedIndexedAccess": true } }'


@pytest.fixture(scope="module")
def graphql_schema() -> GraphQLSchema:
    return build_schema(SCHEMA_PATH.read_text())


@pytest.fixture(scope="module")
def operations(graphql_schema: GraphQLSchema) -> list[OperationDefinitionNode]:
    """Return every operation in git, with its fragments written out."""
    parsed = [parse(Source(path.read_text(), str(path))) for path in DOCUMENTS]
    definitions = [definition for document in parsed for definition in document.definitions]
    fragments = {each.name.value: each for each in definitions if isinstance(each, FragmentDefinitionNode)}
    found = [each for each in definitions if isinstance(each, OperationDefinitionNode)]
    return [merged(operation, schema=graphql_schema, fragments=fragments) for operation in found]


@pytest.fixture(scope="module")
def typescript_client(
    operations: list[OperationDefinitionNode], graphql_schema: GraphQLSchema, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    folder = tmp_path_factory.mktemp("typescript")
    (folder / "client.ts").write_text(typescript(operations, schema=graphql_schema))
    (folder / "deno.json").write_text(STRICT)
    copy(Path(__file__).parent / "reading.ts", folder)
    return folder


@pytest.fixture(scope="module")
def python_client(operations: list[OperationDefinitionNode], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("python")
    (folder / "documents").mkdir()
    for operation in operations:
        assert operation.name
        (folder / "documents" / f"{operation.name.value}.graphql").write_text(print_ast(operation))
    (folder / "codegen.toml").write_text(CODEGEN.format(schema=SCHEMA_PATH))
    subprocess.run([SCRIPTS / "ariadne-codegen", "--config", "codegen.toml"], cwd=folder, check=True)
    return folder


def test_written_out_documents_are_valid(
    operations: list[OperationDefinitionNode], graphql_schema: GraphQLSchema
) -> None:
    for operation in operations:
        assert validate(graphql_schema, parse(print_ast(operation))) == []


def test_each_channel_has_a_typed_client(typescript_client: Path) -> None:
    client = (typescript_client / "client.ts").read_text()

    for name in ("Website", "Newsletter", "Telegram", "Instagram", "Feeds", "Calendar", "Leaflet"):
        assert f"export type {name}Data = " in client


def test_typescript_compiles_strictly(typescript_client: Path) -> None:
    assert deno(typescript_client, "reading.ts") == ""


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("export const a = (data: WebsiteData) => data.titel;", "TS2551"),
        ("export const a = (data: WebsiteData) => data.route.__typename;", "TS18047"),
        ("export const a: WebsiteVariables = {};", "TS2741"),
        ("export const a: WebsiteVariables = { path: '/', locale: 'fr' };", "TS2322"),
    ],
)
def test_typescript_that_reads_what_is_not_there_does_not_compile(
    typescript_client: Path, wrong: str, said: str
) -> None:
    name = f"wrong_{said}.ts"
    opening = 'import type { WebsiteData, WebsiteVariables } from "./client.ts";\n'
    both = "export type Both = [WebsiteData, WebsiteVariables];\n"
    (typescript_client / name).write_text(f"{opening}{both}{wrong}\n")

    assert said in deno(typescript_client, name)


def test_python_passes_mypy_strictly(python_client: Path) -> None:
    (python_client / "reading.py").write_text(
        "from client.client import Client\n\n"
        'route = Client("https://www.example.org/graphql/").website(path="/").route\n'
        'title: str = route.page.title if route and route.typename__ == "PageRoute" else ""\n'
    )

    assert mypy(python_client, "client", "reading.py") == ""


def test_python_that_reads_what_is_not_there_is_refused(python_client: Path) -> None:
    (python_client / "wrong.py").write_text(
        'from client.client import Client\n\nClient("https://www.example.org/").website(path="/").titel\n'
    )

    assert '"Website" has no attribute "titel"' in mypy(python_client, "wrong.py")


def deno(folder: Path, *names: str) -> str:
    """Type-check modules without a network and return what is wrong with them."""
    environment = os.environ | {"DENO_DIR": str(folder / "cache"), "DENO_NO_UPDATE_CHECK": "1", "NO_COLOR": "1"}
    command = [SCRIPTS / "deno", "check", "--no-remote", "--quiet", *names]
    run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return "" if run.returncode == 0 else run.stdout + run.stderr or "failed"


def mypy(folder: Path, *names: str) -> str:
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--no-error-summary", *names]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return "" if run.returncode == 0 else run.stdout + run.stderr or "failed"
