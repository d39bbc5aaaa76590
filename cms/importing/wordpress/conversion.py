from collections import Counter

from cms.importing.stored import texts_of_body
from cms.importing.wordpress import gutenberg, shortcodes, tree
from cms.importing.wordpress.account import Account, Targets
from cms.importing.wordpress.body import BodyWriter
from cms.importing.wordpress.buttons import ButtonHandlers
from cms.importing.wordpress.downloads import DownloadHandlers
from cms.importing.wordpress.figures import FigureHandlers
from cms.importing.wordpress.pictures import PictureHandlers
from cms.importing.wordpress.players import PlayerHandlers
from cms.importing.wordpress.repair import repaired
from cms.importing.wordpress.tables import TableHandlers
from cms.importing.wordpress.texts import TextHandlers
from cms.importing.words import count_words, words_of

# The first that knows an element writes it. Figures may hold pictures beside other things, so those come before.
KINDS = (
    TextHandlers,
    TableHandlers,
    DownloadHandlers,
    ButtonHandlers,
    PlayerHandlers,
    FigureHandlers,
    PictureHandlers,
)


def convert(content: str, *, targets: Targets) -> Account:
    """Turn the content of a post, of either editor, into blocks, with an account of every word that is in none."""
    whole = repaired(content)
    prepared = gutenberg.prepare(whole.html)
    markup = tree.parse(prepared.html)
    account = BodyWriter(targets, kinds=KINDS).write(markup.root)
    for comment in (*whole.comments, *markup.comments):
        account.leave("comment in the HTML", comment)
    for value in whole.broken:
        account.leave("broken HTML", value)
    for title in whole.titles:
        account.leave("title of an element", title)
    for name, text in gutenberg.attribute_texts(whole.html):
        account.leave(f"words in the settings of the block {name}", text)
    for text in shortcodes.unclear(whole.html):
        account.notes[f"in brackets, kept as words: {text[:60]}"] += 1
    for name, number in prepared.unknown_blocks.items():
        account.notes[f"unknown block, its text kept: {name}"] += number
    for name, number in prepared.empty_blocks.items():
        account.notes[f"block without text left out: {name}"] += number
    _compare(account, arrived=texts_of(content))
    return account


def _compare(account: Account, *, arrived: list[str]) -> None:
    """Name the words that are in no block and not left over: HTML that is very broken reads differently in parts."""
    account.words_in = count_words(arrived)
    kept = [*texts_of_body(account.blocks), *account.alts, *(left.text for left in account.left)]
    if account.words_in + account.words_added == count_words(kept):
        return
    before, after = Counter(words_of(arrived)), Counter(words_of(kept))
    account.leave("words that broken HTML has swallowed", " ".join((before - after).elements()))
    account.words_added = (after - before).total()


def texts_of(content: str) -> list[str]:
    """Return every text of a content as it came: what is shown, what attributes say, comments and shortcodes."""
    whole = repaired(content)
    parts = [shortcodes.with_room(part) for part in gutenberg.segments(whole.html)]
    markup = tree.parse("\n".join(parts))
    settings = [text for _name, text in gutenberg.attribute_texts(whole.html)]
    return [*tree.texts_in(markup), *whole.texts, *settings]
