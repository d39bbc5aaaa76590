#!/bin/sh
# Creates or updates .venv from the hash-locked requirements. Does nothing when the locks have not changed.
# Usage: .ci/setup.sh app|development
set -eu
cd "$(dirname "$0")/.."
level=${1:-app}
# Debian builds its own to be fast; what else is called python3 is often built without, and takes a tenth longer.
python=/usr/bin/python3.11
"$python" -c 'import ensurepip, venv' 2>/dev/null || python=python3
python=${PYTHON:-$python}

say() { printf '%s\n' "setup: $*"; }

need_packages() {
    # Usage: need_packages WHY PACKAGE...
    why=$1
    shift
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        say "installing Debian packages: $* ($why)"
        apt-get update -q >/dev/null
        DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@" >/dev/null
    else
        say "$why. Install them and try again: sudo apt-get install $*" >&2
        exit 1
    fi
}

"$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || {
    say "Python 3.11 is needed, $("$python" --version 2>&1) was found. Set PYTHON=/path/to/python3.11." >&2
    exit 1
}
"$python" -c 'import ensurepip, venv' 2>/dev/null || need_packages "virtual environments are missing" python3-venv
"$python" -c 'import ctypes; ctypes.CDLL("libfribidi.so.0")' 2>/dev/null ||
    need_packages "FriBiDi lays out the text of slides" libfribidi0

if [ "$level" = development ]; then
    missing=
    command -v chromium >/dev/null || missing="$missing chromium"
    command -v pdftoppm >/dev/null || missing="$missing poppler-utils"
    command -v curl >/dev/null || missing="$missing curl"
    command -v zbarimg >/dev/null || missing="$missing zbar-tools"
    # shellcheck disable=SC2086  # A list of package names is meant to be split.
    [ -z "$missing" ] || need_packages "the tests look at pages, PDFs and QR codes" $missing
fi

app_lock=$(cat requirements/app.txt requirements/tools.txt | sha256sum | cut -d' ' -f1)
development_lock=$(cat requirements/development.txt requirements/tools.txt | sha256sum | cut -d' ' -f1)
installed=$(cat .venv/.lock 2>/dev/null || true)
case $level:$installed in
app:"app $app_lock $development_lock" | *:"development $app_lock $development_lock") exit 0 ;;
esac
case $installed in development*) level=development ;; esac

say "installing requirements/$level.txt into .venv"
[ -x .venv/bin/python ] || "$python" -m venv .venv
[ -x .venv/bin/uv ] || .venv/bin/python -m pip install --quiet --require-hashes --requirement requirements/tools.txt
rm -f .venv/.lock
VIRTUAL_ENV=$PWD/.venv .venv/bin/uv pip sync --quiet --require-hashes "requirements/$level.txt" requirements/tools.txt
printf '%s' "$level $app_lock $development_lock" >.venv/.lock
