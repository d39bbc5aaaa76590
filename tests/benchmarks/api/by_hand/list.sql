SELECT json_build_object('nodes', json_agg(node))::text
FROM (
    SELECT
        page.id, page.title, page.url_path AS path, statement.date, statement.summary,
        (
            SELECT json_agg(json_build_object('name', person.name) ORDER BY authorship.sort_order)
            FROM publications_authorship authorship
            JOIN publications_person person ON person.id = authorship.person_id
            WHERE authorship.page_id = page.id
        ) AS authors,
        (
            SELECT json_agg(json_build_object('name', topic.name, 'slug', topic.slug) ORDER BY topic.name)
            FROM publications_statementpage_topics chosen
            JOIN publications_topic topic ON topic.id = chosen.topic_id
            WHERE chosen.statementpage_id = page.id
        ) AS topics,
        (
            SELECT json_build_object('alt', image.alt_de, 'card', (
                SELECT json_build_object('url', rendition.file, 'width', rendition.width, 'height', rendition.height)
                FROM images_customrendition rendition
                WHERE rendition.image_id = image.id
                AND rendition.filter_spec = 'fill-800x450|format-jpeg|jpegquality-80'
            ))
            FROM images_customimage image
            WHERE image.id = statement.hero_image_id
        ) AS "heroImage"
    FROM publications_statementpage statement
    JOIN wagtailcore_page page ON page.id = statement.page_ptr_id
    WHERE page.live AND ({term} = '' OR strpos(lower(page.title), lower({term})) > 0)
    ORDER BY statement.date DESC, page.id DESC
    LIMIT {first}
) node
