from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.FileAwareEnv()


def required(name: str, *, meaning: str, example: str) -> str:
    """Return the variable NAME, or the content of the file named by NAME_FILE."""
    value: str = env.str(name, default="")
    if not value:
        message = f"Set {name} ({meaning}), for example {name}={example}, or {name}_FILE to a file that holds it."
        raise ImproperlyConfigured(message)
    return value


def data_folder(base: Path) -> Path:
    """Return the one folder that the running system writes to, made when it is missing."""
    folder = Path(env.str("DATA_DIR", default="") or base / "var").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder
