from django.db import migrations

MATCHES = """
CREATE OR REPLACE FUNCTION search_matches(wanted tsquery, ranked tsquery, weights float4[], spoken text)
RETURNS TABLE (page_id integer, score float8) LANGUAGE sql STABLE SET enable_seqscan = off SET jit = off AS $$
    SELECT page_id, ts_rank(weights, {vector}, ranked, 1)::float8
    FROM search_document WHERE vector @@ wanted AND language = spoken
$$
"""
# Of what matches only titles and summaries are looked into, so the long vectors may lie out of line, and the rows become
# so short that many share a page of the disk. The new column makes the table anew, and the vectors move.
SHORT = [
    "ALTER TABLE search_document ALTER COLUMN vector SET STORAGE EXTERNAL",
    "ALTER TABLE search_document RESET (toast_tuple_target)",
    "ALTER TABLE search_document ADD COLUMN brief tsvector GENERATED ALWAYS AS (ts_filter(vector, '{a,b}')) STORED",
    MATCHES.format(vector="brief"),
]
WHOLE = [
    MATCHES.format(vector="vector"),
    "ALTER TABLE search_document ALTER COLUMN vector SET STORAGE MAIN",
    "ALTER TABLE search_document SET (toast_tuple_target = 8160)",
    "ALTER TABLE search_document DROP COLUMN brief",
]
# What a closed page says is no longer kept in the index, as it would have a part in how words are weighed.
FORGET_CLOSED = """
DELETE FROM search_document WHERE page_id IN (
    SELECT page.id FROM wagtailcore_pageviewrestriction AS restriction
    JOIN wagtailcore_page AS closed ON closed.id = restriction.page_id
    JOIN wagtailcore_page AS page ON page.path LIKE closed.path || '%'
)
"""


def shorten(apps, schema_editor):
    schema_editor.execute(FORGET_CLOSED, params=None)
    if schema_editor.connection.vendor == "postgresql":
        for statement in SHORT:
            schema_editor.execute(statement, params=None)


def lengthen(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in WHOLE:
            schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.RunPython(shorten, lengthen),
    ]
