class UnplannedError(Exception):
    """A plan cannot answer this, so the executor of graphql-core has to."""


class ContentChangedError(Exception):
    """The content changed while it was read, so that parts of the answer are older than others."""
