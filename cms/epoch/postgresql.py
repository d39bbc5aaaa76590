from cms.epoch.content import ContentTable
from cms.epoch.dialects import NAME, Dialect

NOW = "(extract(epoch FROM clock_timestamp()) * 1000000)::bigint"
RAISE = f"UPDATE epoch_epoch SET number = greatest(number + 1, {NOW})"  # noqa: S608  All of it is ours.

# The first change of a transaction leaves a note, and each change a new number that the transaction alone can see.
# Nobody waits for anybody here: notes are rows of one's own.
NOTE = f"""
CREATE OR REPLACE FUNCTION epoch_note() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  seen text := coalesce(current_setting('cms.epoch', true), '');
BEGIN
  IF seen = '' THEN
    INSERT INTO epoch_note DEFAULT VALUES;
    seen := '0';
  END IF;
  PERFORM set_config('cms.epoch', greatest(seen::bigint + 1, {NOW})::text, true);
  RETURN NULL;
END $$
"""

# When the transaction is committed, its note is put off once more: what is deferred by a deferred trigger comes after
# all that was deferred before, so that the checks of foreign keys hold their locks already.
DEFER = """
CREATE OR REPLACE FUNCTION epoch_defer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE epoch_note SET is_last = true WHERE id = NEW.id;
  RETURN NULL;
END $$
"""

# The locks of the epoch are therefore the last that a transaction takes. It waits for those that are being committed at
# this moment, and none of them can wait for it.
RAISE_LAST = f"""
CREATE OR REPLACE FUNCTION epoch_raise() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  {RAISE};
  DELETE FROM epoch_note WHERE id = NEW.id;
  RETURN NULL;
END $$
"""  # noqa: S608  As above.

# Whoever relies on the epoch for a moment without asking again holds this lock, shared; whoever raises the epoch takes
# it alone, until the new number can be seen. So no change is over while somebody still relies on the number before it.
LEASE = "hashtextextended('cms.epoch.lease', 0)"
WAIT = f"""
CREATE OR REPLACE FUNCTION epoch_wait() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock({LEASE});
  RETURN NULL;
END $$
"""
WAIT_BEFORE = """
CREATE OR REPLACE TRIGGER wait_for_leases BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON epoch_epoch
  FOR EACH STATEMENT EXECUTE FUNCTION epoch_wait()
"""

# Notes live as long as their transactions, so they need not survive a crash.
TABLE = """
CREATE UNLOGGED TABLE IF NOT EXISTS epoch_note (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  is_last boolean NOT NULL DEFAULT false
)
"""


def _deferred(name: str, event: str, function: str) -> str:
    return f"""
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_trigger WHERE tgname = '{name}' AND tgrelid = 'epoch_note'::regclass) THEN
    CREATE CONSTRAINT TRIGGER {name} AFTER {event} ON epoch_note DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION {function}();
  END IF;
END $$
"""


def definitions(table: ContentTable) -> list[str]:
    of_rows = [_update_of(table)] if table.columns else []
    of_statements = ["TRUNCATE"] if table.columns else ["UPDATE", "TRUNCATE"]
    if table.is_sparse:
        of_rows += [_of_values(table, "INSERT", "NEW"), _of_values(table, "DELETE", "OLD")]
    else:
        of_statements += ["INSERT", "DELETE"]
    return [*of_rows, *(_definition(table, event, "STATEMENT") for event in of_statements)]


def _definition(table: ContentTable, event: str, level: str, condition: str = "") -> str:
    when = f" WHEN ({condition})" if condition else ""
    return (
        f'CREATE TRIGGER "{NAME}" AFTER {event} ON "{table.name}" FOR EACH {level}{when} EXECUTE FUNCTION epoch_note()'
    )


def _update_of(table: ContentTable) -> str:
    changed = " OR ".join(f'OLD."{name}" IS DISTINCT FROM NEW."{name}"' for name in table.columns)
    return _definition(table, "UPDATE", "ROW", changed)


def _of_values(table: ContentTable, event: str, row: str) -> str:
    return _definition(table, event, "ROW", " OR ".join(f'{row}."{name}" IS NOT NULL' for name in table.columns))


POSTGRESQL = Dialect(
    prepare=(
        TABLE,
        NOTE,
        DEFER,
        RAISE_LAST,
        WAIT,
        WAIT_BEFORE,
        _deferred("note_first", "INSERT", "epoch_defer"),
        _deferred("note_last", "UPDATE", "epoch_raise"),
    ),
    definitions=definitions,
    installed=(
        "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
        "WHERE tgname LIKE 'epoch\\_%' AND NOT tgisinternal AND pg_table_is_visible(pg_class.oid)"
    ),
    drop='DROP TRIGGER "{name}" ON "{table}"',
    raise_epoch=RAISE,
    lets_columns_go=True,
)
