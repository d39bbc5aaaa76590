#!/bin/sh
# Collects the static files into the image. The values are only there to let the settings load.
set -eu
SECRET_KEY=only-for-collectstatic PUBLIC_URL=https://localhost python manage.py collectstatic --noinput --verbosity 0
