import stat
from pathlib import Path

MAXIMUM_BYTES = 1024 * 1024


class UnreadableFileError(Exception):
    """The file is not a text that can be imported."""


def read_text(path: Path) -> str:
    """Return the text of a Markdown file. Raises UnreadableFileError that says what to do."""
    try:
        text = _read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"{path} is not UTF-8: byte {error.start} is no character. Save it as UTF-8 and try again."
        raise UnreadableFileError(message) from error
    if not text.strip():
        message = f"{path} is empty."
        raise UnreadableFileError(message)
    if any(ord(character) < ord(" ") and character not in "\t\n\r\f" for character in text):
        message = f"{path} holds control characters, so it is not a text document."
        raise UnreadableFileError(message)
    return text


def _read_bytes(path: Path) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            message = f"{path} is not a file."
            raise UnreadableFileError(message)
        with path.open("rb") as file:
            content = file.read(MAXIMUM_BYTES + 1)
    except (OSError, ValueError) as error:
        message = f"{path} cannot be read: {getattr(error, 'strerror', None) or error}."
        raise UnreadableFileError(message) from error
    if len(content) > MAXIMUM_BYTES:
        size = max(status.st_size, len(content))
        message = f"{path} has {size:,} bytes; a document has at most {MAXIMUM_BYTES:,}. Split it, or check the file."
        raise UnreadableFileError(message)
    return content
