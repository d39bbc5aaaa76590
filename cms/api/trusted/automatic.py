from collections import OrderedDict
from threading import Lock

from django.conf import settings

# Longer documents are sent each time, so that what is remembered stays small.
MAXIMUM_CHARACTERS = 16 * 1024


class AutomaticDocuments:
    """Documents that clients registered on the way, the least used of them forgotten first.

    They save bytes and lend no trust. Each process has its own, because a cache that is shared would have to be bounded
    by time alone, and whoever wanted could fill it.
    """

    def __init__(self) -> None:
        self._texts: OrderedDict[str, str] = OrderedDict()
        self._lock = Lock()

    def find(self, fingerprint: str) -> str | None:
        with self._lock:
            if fingerprint in self._texts:
                self._texts.move_to_end(fingerprint)
            return self._texts.get(fingerprint)

    def register(self, fingerprint: str, text: str) -> None:
        if len(text) > MAXIMUM_CHARACTERS:
            return
        with self._lock:
            self._texts[fingerprint] = text
            self._texts.move_to_end(fingerprint)
            while len(self._texts) > settings.GRAPHQL_AUTOMATIC_DOCUMENTS:
                self._texts.popitem(last=False)


automatic_documents = AutomaticDocuments()
