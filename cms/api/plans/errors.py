class UnplannedError(Exception):
    """A plan cannot answer this, so the executor of graphql-core has to."""
