"""Which tests run on the same core, as they share something that takes long to make."""

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

TOGETHER = {
    "tests/clients/test_clients.py": "clients",
    "tests/cms/api/caching/test_content.py": "content",
    "tests/cms/api/http/test_introspection_wire.py": "introspection",
    "tests/cms/api/http/test_trusted_wire.py": "trusted",
    "tests/cms/api/linked_data/test_pages.py": "example",
    "tests/cms/api/plans/test_heads.py": "example",
    "tests/cms/api/test_leaks.py": "leaks",
    "tests/cms/channels/website/test_sitemap.py": "example",
    "tests/test_docs_of_graphql.py": "docs",
    "tests/test_stack.py": "stack",
}


class TogetherScheduling(LoadScopeScheduling):
    """Gives all other tests, in their order, to whichever core is free."""

    def _split_scope(self, nodeid: str) -> str:
        return TOGETHER.get(nodeid.partition("::")[0], nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> TogetherScheduling:
    return TogetherScheduling(config, log)
