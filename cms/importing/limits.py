from typing import Any

from django.db.models import Model
from wagtail.contrib.redirects.models import Redirect

from cms.images.models import CustomImage
from cms.importing.models import ImportRecord
from publications.models import Person, StatementPage, Topic

# The blocks are the same in every page, and so are the fields that a page has from ContentPage.
BODY: Any = StatementPage._meta.get_field("body")
BLOCKS: dict[str, Any] = BODY.stream_block.child_blocks


def _of_field(model: type[Model], name: str) -> int:
    field: Any = model._meta.get_field(name)
    return int(field.max_length)


def _of_block(block: str, name: str) -> int:
    return int(BLOCKS[block].child_blocks[name].field.max_length)


MAXIMUM_TITLE = _of_field(StatementPage, "title")
MAXIMUM_SLUG = _of_field(StatementPage, "slug")
MAXIMUM_SUMMARY = _of_field(StatementPage, "summary")

MAXIMUM_HEADING = _of_block("heading", "text")
MAXIMUM_QUOTE_SOURCE = _of_block("quote", "source")
MAXIMUM_CAPTION = _of_block("image", "caption")
MAXIMUM_GALLERY_HEADING = _of_block("gallery", "heading")
MAXIMUM_GALLERY_PICTURES = int(BLOCKS["gallery"].child_blocks["pictures"].meta.max_num)
MAXIMUM_EMBED_TITLE = _of_block("embed", "title")
MAXIMUM_FILE_TITLE = _of_block("file", "title")
MAXIMUM_CALL_TO_ACTION = _of_block("call_to_action", "text")

# Files that editors upload have titles of the same length.
MAXIMUM_IMAGE_TITLE = _of_field(CustomImage, "title")
MAXIMUM_ALT_TEXT = _of_field(CustomImage, "alt_de")
MAXIMUM_TOPIC_NAME = _of_field(Topic, "name")
MAXIMUM_PERSON_NAME = _of_field(Person, "name")
MAXIMUM_OLD_PATH = _of_field(Redirect, "old_path")
MAXIMUM_IMPORT_SOURCE = _of_field(ImportRecord, "source")
