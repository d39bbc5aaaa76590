from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from wagtail.signal_handlers import disable_reference_index_auto_update

from cms.importing import pages
from cms.importing.links import LinkTargets
from cms.importing.problems import problems_with
from cms.importing.wordpress import posts, remains
from cms.importing.wordpress.account import Account
from cms.importing.wordpress.captions import Captions
from cms.importing.wordpress.catalog import Catalog, Entry, catalog
from cms.importing.wordpress.conversion import convert
from cms.importing.wordpress.files import Files
from cms.importing.wordpress.forwarding import Forwarding
from cms.importing.wordpress.ledger import Ledger
from cms.importing.wordpress.places import MODELS, Places
from cms.importing.wordpress.targets import PostTargets
from cms.importing.wordpress.vocabulary import Vocabulary
from cms.importing.wordpress.wxr import Export, Item, read
from cms.importing.words import count_words


@dataclass(frozen=True, kw_only=True)
class Request:
    path: Path
    locale: str
    images: Path | None = None
    image_map: Path | None = None
    publish: bool = False
    dry_run: bool = False


def import_wordpress(request: Request, *, progress: Callable[[int], None] = lambda _number: None) -> Ledger:
    """Import an export. Each post is stored by itself, so an import that was interrupted goes on where it stopped."""
    found = catalog(request.path)
    files = Files(found, folder=request.images, image_map=request.image_map)
    if not request.dry_run:
        return SiteImport(request, found=found, files=files).run(progress)
    try:
        with transaction.atomic():
            ledger = SiteImport(request, found=found, files=files).run(progress)
            transaction.set_rollback(True)
    finally:
        files.forget()
    return ledger


class SiteImport:
    """Imports the site whose posts a catalog names."""

    def __init__(self, request: Request, *, found: Catalog, files: Files) -> None:
        self.request = request
        self.catalog = found
        self.files = files
        self.ledger = Ledger()
        self.site = pages.default_site()
        locale = pages.locale_of(request.locale)
        self.vocabulary = Vocabulary(found.export, locale=locale, ledger=self.ledger)
        self.places = Places(found, locale=locale)
        self.links = LinkTargets(self.site)
        self.forwarding = Forwarding(self.site)
        self.captions = Captions(self.ledger)

    def run(self, progress: Callable[[int], None]) -> Ledger:
        self.ledger.counts.update(dict.fromkeys(("posts", "pages", "created", "updated", "unchanged", "published"), 0))
        self.vocabulary.import_all()
        with disable_reference_index_auto_update():
            self.places.prepare()
        for number, item in enumerate(read(self.request.path, export=Export()), start=1):
            entry = self.catalog.entries.get(item.identifier)
            if entry and entry.is_page and entry.guid == item.guid:
                with transaction.atomic(), disable_reference_index_auto_update():
                    self._import(item, entry)
            else:
                remains.leave(item, ledger=self.ledger, files=self.files, captions=self.captions)
            progress(number)
        self._close()
        return self.ledger

    def _import(self, item: Item, entry: Entry) -> None:
        where = f"{entry.kind} {item.identifier} '{entry.title[:60]}'"
        account = convert(item.content, targets=self._targets(item))
        draft = self._draft(item, account)
        record = self.places.records[item.identifier]
        is_new = not record.fingerprint
        model = MODELS[entry.kind]
        page = posts.store(draft, record=record, model=model)
        body = posts.body_of(draft, model=model) if page is None else page.body
        arrived = account.words_in + count_words([posts.plain(item.title), posts.plain(item.excerpt)])
        stored = record.words_stored + account.words_in_pictures
        self.ledger.add_words(arrived=arrived, stored=stored, added=account.words_added)
        self.ledger.leave(where, account.left)
        self.captions.shown |= account.captions
        remains.leave_details(item, where=where, ledger=self.ledger)
        self._count(entry, state="unchanged" if page is None else "created" if is_new else "updated", draft=draft)
        self._say(where, item=item, account=account, page=record.page_id)
        problems = problems_with(body)
        self.ledger.counts["blocks that need a hand"] += len(problems)
        self.ledger.say(where, problems)

    def _targets(self, item: Item) -> PostTargets:
        return PostTargets(
            catalog=self.catalog,
            files=self.files,
            pages=self.places.pages,
            here=self.links,
            number=item.identifier,
            base=item.link or self.catalog.export.blog_url,
        )

    def _draft(self, item: Item, account: Account) -> posts.Draft:
        number = item.meta_value("_thumbnail_id")
        hero_image = self.files.picture("", number=number, alt="") if number else None
        if number and hero_image is None:
            account.missing_images.append(f"featured image {number}")
        is_statement = item.kind == "post"
        return posts.Draft(
            title=posts.title_of(item, account=account),
            summary=posts.summary_of(item, account=account),
            account=account,
            moment=posts.moment_of(item),
            topics=self.vocabulary.topics_of(item.terms) if is_statement else [],
            author=self.vocabulary.author(item.author) if is_statement else None,
            hero_image=hero_image,
            is_published=self.request.publish and item.status == "publish" and not item.password,
        )

    def _count(self, entry: Entry, *, state: str, draft: posts.Draft) -> None:
        self.ledger.counts["posts" if entry.kind == "post" else "pages"] += 1
        self.ledger.counts[state] += 1
        self.ledger.counts["published"] += draft.is_published
        if entry.status != "publish":
            self.ledger.notes[f"kept as a draft: {entry.status}"] += 1

    def _say(self, where: str, *, item: Item, account: Account, page: int) -> None:
        ledger = self.ledger
        ledger.notes.update(account.notes)
        ledger.counts["links"] += account.links
        ledger.counts["dead links"] += len(account.dead_links)
        ledger.counts["images missing"] += len(account.missing_images)
        ledger.counts["files missing"] += len(account.missing_files)
        ledger.say(where, [f"leads nowhere: {link}" for link in account.dead_links])
        ledger.counts["links left out"] += len(account.lost_links)
        ledger.say(where, [f"link left out, its words kept: {link}" for link in account.lost_links])
        ledger.say(where, [f"image not found: {source}" for source in account.missing_images])
        ledger.say(where, [f"file not found: {source}" for source in account.missing_files])
        if item.status == "publish" and not item.password:
            path = self.links.paths.path_of(self.places.url_paths[page]) or "/"
            redirects, elsewhere = self.forwarding.forward(item, page=page, path=path)
            ledger.counts["redirects"] += redirects
            ledger.say(where, [f"the old address {old} leads to another page already" for old in elsewhere])

    def _close(self) -> None:
        self.captions.settle()
        export = self.catalog.export
        if export.control_characters:
            self.ledger.notes["characters that XML forbids left out"] = export.control_characters
        if export.broken_characters:
            self.ledger.notes["broken characters became \ufffd"] = export.broken_characters
        for entry, slug in self.places.renamed:
            self.ledger.say(f"{entry.kind} {entry.identifier}", [f"'{entry.name}' was taken; it became '{slug}'"])
        self.ledger.say("pictures", self.files.images.notes)
