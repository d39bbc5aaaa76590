from cms.importing.wordpress.account import Left
from cms.importing.wordpress.captions import Captions
from cms.importing.wordpress.catalog import PAGES
from cms.importing.wordpress.conversion import texts_of
from cms.importing.wordpress.files import Files
from cms.importing.wordpress.ledger import Ledger
from cms.importing.wordpress.tree import parse, texts_in
from cms.importing.wordpress.wxr import Item
from cms.importing.words import count_words, one_line

ALT = "_wp_attachment_image_alt"
PINGS = frozenset({"pingback", "trackback"})
# What is said of each kind, in the words of those who know WordPress.
KINDS = {
    "nav_menu_item": "menu item",
    "attachment": "words of an attachment",
    "wp_block": "reusable block",
    "wp_navigation": "menu",
    "wp_template": "template",
    "wp_template_part": "part of a template",
    "wp_global_styles": "style of the theme",
    "custom_css": "style of the theme",
    "revision": "older revision",
    "feedback": "message sent with a form",
    "wpcf7_contact_form": "form",
    "wpforms": "form",
}


def leave(item: Item, *, ledger: Ledger, files: Files, captions: Captions) -> None:
    """Name the words of an item that becomes no page."""
    kind, where = _kind(item), f"{item.kind} {item.identifier}"
    ledger.counts[f"not imported: {kind}"] += 1
    excerpt = texts_in(parse(item.excerpt))
    kept: list[str] = []
    if item.kind == "attachment":
        kept = _kept(item, files)
        captions.waiting.append((item.identifier, one_line(excerpt.pop(0))))
        ledger.say(where, [] if kept else [f"no file here for {item.attachment_url or item.guid}"])
    texts = [_words(item.title), one_line(" ".join(excerpt)), _alt(item)]
    content = one_line(" ".join(texts_of(item.content)))
    left = [*(text for text in texts if text not in kept), content]
    ledger.add_words(arrived=count_words([*texts, content]), stored=count_words(t for t in texts if t in kept))
    ledger.leave(where, [Left(kind=kind, text=text) for text in left if text])
    leave_details(item, where=where, ledger=ledger)


def leave_details(item: Item, *, where: str, ledger: Ledger) -> None:
    """Name what hangs on an item: comments, custom fields, a password."""
    left = []
    for comment in item.comments:
        kind = comment.kind if comment.kind in PINGS else "comment"
        left.append(Left(kind=kind, text=f"{comment.author}: {_words(comment.text)}"))
    for key, value in item.meta:
        if key.startswith("_"):
            ledger.notes[f"setting of WordPress or a plugin: {key}"] += 1
        else:
            left.append(Left(kind="custom field", text=f"{key}: {one_line(value)}"))
    ledger.add_words(arrived=sum(one.words for one in left), stored=0)
    ledger.leave(where, left)
    if item.password:
        ledger.notes["kept as a draft: has a password"] += 1
    if item.is_sticky:
        ledger.notes["no longer sticks to the top"] += 1
    for term in item.terms:
        if term.taxonomy not in {"category", "post_tag", "nav_menu"}:
            ledger.notes[f"term left out: {term.taxonomy} {term.slug}"] += 1


def _kind(item: Item) -> str:
    if item.kind in PAGES:
        return f"{item.kind} that is in the state {item.status}"
    return KINDS.get(item.kind, f"item of the type {item.kind}")


def _kept(item: Item, files: Files) -> list[str]:
    """Return the words of an attachment that its picture or file carries here."""
    title = _words(item.title)
    return files.attachment(item.identifier, title=title, alt=_alt(item)) or []


def _alt(item: Item) -> str:
    return _words(item.meta_value(ALT)) if item.kind == "attachment" else ""


def _words(html: str) -> str:
    return one_line(" ".join(texts_in(parse(html)))) if html else ""
