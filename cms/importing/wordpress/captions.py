from cms.importing.wordpress.account import Left
from cms.importing.wordpress.ledger import Ledger
from cms.importing.words import count_words


class Captions:
    """Captions of attachments, kept until all galleries are written: those may come later in the file."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.waiting: list[tuple[str, str]] = []
        # By the number of the attachment.
        self.shown: dict[str, str] = {}

    def settle(self) -> None:
        """Name the captions that no gallery shows. Those that one shows were counted as added there, and are not."""
        for number, caption in self.waiting:
            words = count_words([caption])
            if self.shown.get(number) == caption:
                self.ledger.add_words(arrived=words, stored=0, added=-words)
                del self.shown[number]
            elif words:
                left = Left(kind="caption of an attachment that no gallery shows", text=caption)
                self.ledger.add_words(arrived=words, stored=0)
                self.ledger.leave(f"attachment {number}", [left])
