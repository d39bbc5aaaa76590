from collections.abc import Iterator

import pytest

from tests.cms.transports.instagram.samples import Wire, wired


@pytest.fixture
def wire() -> Iterator[Wire]:
    with wired() as wire:
        yield wire
