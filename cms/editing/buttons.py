from wagtail.admin.widgets.button import Button


def post_button(label: str, *, url: str, icon_name: str, priority: int) -> Button:
    """Return a button that changes something, where Wagtail's own ones are links."""
    # Wagtail's script posts with the token against forged requests.
    attrs = {
        "type": "button",
        "data-controller": "w-action",
        "data-action": "w-action#post",
        "data-w-action-url-value": url,
    }
    return Button(label, attrs=attrs, icon_name=icon_name, priority=priority)
