#!/bin/sh
# Starts one part of the system: web, worker, clock, migrate, or any management command.
set -eu
part=${1:-web}
[ $# -eq 0 ] || shift
case $part in
web)
    exec granian --interface wsgi cms.wsgi:application --host 0.0.0.0 --port "${PORT:-8000}" \
        --workers "${WEB_WORKERS:-2}" --blocking-threads "${WEB_THREADS:-4}" --respawn-failed-workers --no-ws \
        --log-level warning "$@"
    ;;
worker) exec python manage.py db_worker "$@" ;;
migrate)
    python manage.py migrate "$@"
    # Pages that were there before the search was, or came past it.
    python manage.py rebuild_search_index --missing
    # The groups give rights on models, which are known only now.
    exec python manage.py create_groups
    ;;
*) exec python manage.py "$part" "$@" ;;
esac
