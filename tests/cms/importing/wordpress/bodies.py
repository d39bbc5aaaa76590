from wagtail.models import Page


def body_html(page: Page) -> str:
    return "".join(block["value"]["text"] for block in page.body.get_prep_value() if block["type"] == "paragraph")
