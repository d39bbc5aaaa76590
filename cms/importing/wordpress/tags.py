import re

# A tag that every reader of HTML takes for the same: each quotation mark has its partner, and the tag its end.
TAG = (
    r"""</?[a-zA-Z][^\s<>/"'=]*+"""
    r"""(?:[\s/]++(?:[^\s<>/"'=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s<>"'=`]++))?+)?+)*+>"""
)
BROKEN = re.compile("[<>]")
WORDY_ATTRIBUTES = ("alt", "title", "placeholder")
NAME = re.compile(r"[a-zA-Z][^\s<>/\"'=]*+")
ELEMENTS = frozenset(
    "a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body"  # noqa: SIM905  Names in rows read best.
    " br button canvas caption center circle cite clippath code col colgroup data datalist dd defs del details dfn"
    " dialog dir div dl dt ellipse em embed fieldset figcaption figure filter font footer foreignobject form frame"
    " frameset g h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe image img input ins isindex kbd keygen label"
    " legend li line lineargradient link listing main map mark marquee mask math menu menuitem meta meter mfrac mi mn"
    " mo mover mrow msqrt mstyle msub msubsup msup mtable mtd mtext mtr multicol munder munderover nav nextid nobr"
    " noembed noframes noscript object ol optgroup option output p param path pattern picture plaintext polygon"
    " polyline portal pre progress q radialgradient rb rect rp rt rtc ruby s samp script search section select"
    " semantics slot small source spacer span stop strike strong style sub summary sup svg symbol table tbody td"
    " template text textarea textpath tfoot th thead time title tr track tspan tt u ul use var video view wbr"
    " xmp".split()
)
PLUGIN = re.compile(r"[a-z][a-z0-9]*(?:[-:][a-z0-9]+)+", re.IGNORECASE)
# HTML opens these again in each paragraph that they reach into, with all their attributes.
FORMATTING = frozenset(
    {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"}
)
ATTRIBUTE = re.compile(
    r"""[\s/]++(?P<name>[^\s<>/"'=]++)(?:\s*+=\s*+(?:"(?P<two>[^"]*+)"|'(?P<one>[^']*+)'|(?P<bare>[^\s<>"'=`]++)))?+"""
)
# Attributes without a value that HTML knows. All others are words that a broken tag has swallowed.
BARE_ATTRIBUTES = frozenset(
    "action align allow allowfullscreen alt async autofocus autoplay border cellpadding cellspacing checked cite class"  # noqa: SIM905  Names in rows read best.
    " color compact content contenteditable controls crossorigin default defer dir disabled download draggable"
    " enctype fetchpriority for frameborder headers height hidden href hreflang id inert ismap itemid itemprop itemref"
    " itemscope itemtype label lang link loading loop mozallowfullscreen msallowfullscreen multiple muted name nohref"
    " nomodule noshade novalidate nowrap oallowfullscreen open placeholder playsinline poster preload readonly rel"
    " required rev reversed role scope scrolling selected sizes sortable src srcset start style summary tabindex"
    " target title type usemap valign value webkitallowfullscreen width xmlns".split()
)
PREFIXED = re.compile(r"(?:data|aria|on|xml|xmlns|v|ng|x)[-:]|on[a-z]+$|[@:#]")


def is_swallowed(name: str, value: str) -> bool:
    """Tell whether an attribute is a word of the text that stands in a tag because the end of the tag is gone."""
    return not value and name not in BARE_ATTRIBUTES and not PREFIXED.match(name)


def is_element(tag: str) -> bool:
    """Tell whether a tag names an element that HTML knows, or one that a plugin may have made."""
    name = NAME.search(tag)
    return name is not None and (name[0].lower() in ELEMENTS or bool(PLUGIN.fullmatch(name[0])))


def name_of(tag: str) -> str:
    name = NAME.search(tag)
    return name[0].lower() if name else ""


def cleaned(tag: str, *, swallowed: list[str], titles: list[str]) -> str:
    """Return a tag without the words in it that are no attributes, and without what would be there twice."""
    # An end tag says nothing but its name, and an empty line inside a tag parts no paragraphs.
    is_end, is_formatting = tag.startswith("</"), name_of(tag) in FORMATTING
    opening = tag[: len(tag) - len(tag.lstrip("</")) + len(name_of(tag))]

    def keep(match: re.Match[str]) -> str:
        value = match["two"] or match["one"] or match["bare"] or ""
        if is_swallowed(match["name"].lower(), value):
            swallowed.append(match["name"])
        elif is_end or (is_formatting and BROKEN.search(match["name"] + value)):
            swallowed.append(f"{match['name']} {value}")
        elif is_formatting and match["name"].lower() in WORDY_ATTRIBUTES:
            titles.append(value)
        else:
            kept.append(value if match["name"].lower() not in WORDY_ATTRIBUTES else "")
            return match[0]
        return ""

    before, kept = len(swallowed), list[str]()
    rest = ATTRIBUTE.sub(keep, " ".join(tag[len(opening) :].splitlines()))
    if len(swallowed) > before:
        # In a broken tag, the values may hold words too.
        swallowed += kept
    return opening + rest
