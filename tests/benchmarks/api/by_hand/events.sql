SELECT json_build_object('nodes', json_agg(node))::text
FROM (
    SELECT
        page.id, page.title, page.url_path AS path, event.kind, occurrence.start, occurrence."end", event.venue,
        (
            SELECT json_build_object('alt', image.alt_de, 'card', (
                SELECT json_build_object('url', rendition.file, 'width', rendition.width, 'height', rendition.height)
                FROM images_customrendition rendition
                WHERE rendition.image_id = image.id
                AND rendition.filter_spec = 'fill-800x450|format-jpeg|jpegquality-80'
            ))
            FROM images_customimage image
            WHERE image.id = event.hero_image_id
        ) AS "heroImage"
    FROM publications_eventoccurrence occurrence
    JOIN publications_eventpage event ON event.page_ptr_id = occurrence.event_id
    JOIN wagtailcore_page page ON page.id = event.page_ptr_id
    WHERE page.live AND occurrence."end" >= now()
    ORDER BY occurrence.start, page.id
    LIMIT 20
) node
