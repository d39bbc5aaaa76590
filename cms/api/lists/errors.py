from graphql import GraphQLError


class FilterError(GraphQLError):
    """A `where` that is valid GraphQL and still cannot be answered."""

    def __init__(self, message: str, *, code: str = "BAD_FILTER") -> None:
        super().__init__(message, extensions={"code": code})
