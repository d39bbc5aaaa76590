from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Let notes and refusals speak English here; the language of a page does not depend on it."""
    with translation.override("en"):
        yield
