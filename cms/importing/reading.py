from pathlib import Path

MAXIMUM_BYTES = 1024 * 1024


class UnreadableFileError(Exception):
    """The file is not a text that can be imported."""


def read_text(path: Path) -> str:
    """Return the text of a Markdown file. Raises UnreadableFileError that says what to do."""
    try:
        size = path.stat().st_size
        if size > MAXIMUM_BYTES:
            message = (
                f"{path} has {size:,} bytes; a document has at most {MAXIMUM_BYTES:,}. Split it, or check the file."
            )
            raise UnreadableFileError(message)
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"{path} is not UTF-8: byte {error.start} is no character. Save it as UTF-8 and try again."
        raise UnreadableFileError(message) from error
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror}."
        raise UnreadableFileError(message) from error
    if not text.strip():
        message = f"{path} is empty."
        raise UnreadableFileError(message)
    if any(ord(character) < ord(" ") and character not in "\t\n\r\f" for character in text):
        message = f"{path} holds control characters, so it is not a text document."
        raise UnreadableFileError(message)
    return text
