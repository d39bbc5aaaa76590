"""Starts senders as fast as they are killed: manage.py is loaded once, and each sender is a process forked from it.

It reads from its input the arguments of a command, a JSON list on each line, and prints the process that runs it.
"""

import gc
import json
import os
import resource
import signal
import sys
import threading
from contextlib import suppress
from importlib import import_module

import django
from django.core.management import execute_from_command_line


def main() -> None:
    django.setup()
    _warm_up()
    if broken := sys.argv[1]:
        _break(broken)
    # What is there by now is shared with all senders, as long as nobody looks through it for garbage.
    gc.collect()
    gc.freeze()
    # A fork takes one thread along, and no locks of others.
    assert threading.active_count() == 1
    signal.signal(signal.SIGCHLD, _reap)
    print("ready", flush=True)
    for line in sys.stdin:
        print(_forked(json.loads(line)), flush=True)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"{used.ru_utime + used.ru_stime:.0f}", flush=True)


def _warm_up() -> None:
    """Load and make what each sender would make anew: modules, the schema, and the documents checked against it."""
    from cms.api.parsing import parsed  # noqa: PLC0415  Models can be imported only now.
    from cms.delivery.worker.documents import FOLDER, FRAGMENTS, document  # noqa: PLC0415  As above.

    for name in ("cms.delivery.management.commands.deliver", "tests.faults.naive"):
        import_module(name)
    for path in FOLDER.glob("*.graphql"):
        if path.stem != FRAGMENTS:
            assert not parsed(document(path.stem)).errors, path


def _break(ledger: str) -> None:
    """Let the senders work with a ledger that has one rule less."""
    import pytest  # noqa: PLC0415  Most runs do without.

    from tests.cms.delivery.ledger import naive_ledgers  # noqa: PLC0415  Models can be imported only now.

    getattr(naive_ledgers, ledger)(pytest.MonkeyPatch())


def _reap(*_: object) -> None:
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _forked(arguments: list[str]) -> int:
    child = os.fork()
    if child:
        return child
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    # What a sender says goes to the log, where the errors of all go.
    os.dup2(2, 1)
    code = 1
    try:
        _execute(arguments)
        code = 0
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _execute(arguments: list[str]) -> None:
    if arguments[0] == "naive":
        from tests.faults.naive import send  # noqa: PLC0415  Models can be imported only now.

        send(arguments[1])
    else:
        execute_from_command_line(["manage.py", *arguments])


if __name__ == "__main__":
    main()
