SELECT json_build_object(
    'id', page.id, 'title', page.title, 'path', page.url_path, 'summary', statement.summary, 'date', statement.date,
    'body', statement.body::json,
    'authors', (
        SELECT json_agg(json_build_object('name', person.name) ORDER BY authorship.sort_order)
        FROM publications_authorship authorship
        JOIN publications_person person ON person.id = authorship.person_id
        WHERE authorship.page_id = page.id
    ),
    'topics', (
        SELECT json_agg(json_build_object('name', topic.name) ORDER BY topic.name)
        FROM publications_statementpage_topics chosen
        JOIN publications_topic topic ON topic.id = chosen.topic_id
        WHERE chosen.statementpage_id = page.id
    ),
    'images', (
        SELECT json_agg(json_build_object(
            'alt', image.alt_de, 'url', rendition.file, 'width', rendition.width, 'height', rendition.height
        ))
        FROM json_array_elements(statement.body::json) block
        JOIN images_customimage image ON image.id = (block #>> '{{value,image}}')::integer
        JOIN images_customrendition rendition ON rendition.image_id = image.id
        WHERE block ->> 'type' = 'image' AND rendition.filter_spec = 'max-1200x1600|format-jpeg|jpegquality-82'
    )
)::text
FROM publications_statementpage statement
JOIN wagtailcore_page page ON page.id = statement.page_ptr_id
WHERE page.live AND page.slug = {slug}
