from urllib.parse import urljoin


def absolute(href: str, *, base_url: str) -> str:
    """Return an address that works outside the website: in mails, feeds, on paper and in posts."""
    return urljoin(base_url, href)
