import graphene

DESCRIPTION = "The same text as nodes, for clients that put no HTML into their pages."
MARKS = {
    "BOLD": "Strongly emphasized: strong.",
    "ITALIC": "Emphasized: em.",
    "CODE": "Computer code: code.",
    "SUBSCRIPT": "Below the line: sub.",
    "SUPERSCRIPT": "Above the line, such as the number of a footnote: sup.",
}
LINK_KINDS = {
    "PAGE": "A page of this website.",
    "FILE": "A file of this website.",
    "WEB": "Any other address.",
    "EMAIL": "An address to write to.",
    "TELEPHONE": "A number to call.",
}

RichTextMark = graphene.Enum(
    "RichTextMark",
    [(name, name) for name in MARKS],
    description=lambda mark: MARKS[mark.name] if mark else "How a stretch of text is set apart.",
)
RichTextLinkKind = graphene.Enum(
    "RichTextLinkKind",
    [(name, name) for name in LINK_KINDS],
    description=lambda kind: LINK_KINDS[kind.name] if kind else "What a link leads to.",
)


class RichTextText(graphene.ObjectType):
    """A stretch of text with the same marks."""

    text = graphene.String(required=True, description="The text, without markup.")
    marks = graphene.List(
        graphene.NonNull(RichTextMark), required=True, description="How it is set apart, outermost first."
    )


class RichTextLineBreak(graphene.ObjectType):
    """The line ends here, the paragraph does not."""

    text = graphene.String(required=True, description="A line feed.")


class RichTextLink(graphene.ObjectType):
    """A link around text."""

    kind = graphene.Field(RichTextLinkKind, required=True, description="What it leads to.")
    href = graphene.String(description="Where it leads; null when that cannot be read.")
    children = graphene.List(
        lambda: graphene.NonNull(RichTextInline), required=True, description="Text and line breaks; never a link."
    )


class RichTextInline(graphene.Union):
    """What a paragraph or an item holds."""

    class Meta:
        types = (RichTextText, RichTextLineBreak, RichTextLink)


class RichTextParagraph(graphene.ObjectType):
    """A paragraph."""

    children = graphene.List(graphene.NonNull(RichTextInline), required=True, description="What it says.")


class RichTextListItem(graphene.ObjectType):
    """An item of a list or of a list inside it."""

    level = graphene.Int(required=True, description="1, and 2 and more for items of lists inside the one before.")
    is_ordered = graphene.Boolean(required=True, description="Whether the items of its own list are numbered.")
    children = graphene.List(graphene.NonNull(RichTextInline), required=True, description="What it says.")


class RichTextList(graphene.ObjectType):
    """A list with the lists inside it; a flat one has only items of level 1."""

    is_ordered = graphene.Boolean(required=True, description="Whether its items are numbered.")
    items = graphene.List(graphene.NonNull(RichTextListItem), required=True, description="Its items, in order.")


class RichTextNode(graphene.Union):
    """A part of a rich text. Headings and quotations are blocks of their own."""

    class Meta:
        types = (RichTextParagraph, RichTextList)


def node_list() -> graphene.NonNull:
    return graphene.NonNull(graphene.List(graphene.NonNull(RichTextNode)))
