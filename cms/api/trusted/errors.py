from graphql import GraphQLError


class DocumentError(GraphQLError):
    """The id of a document leads nowhere, or its text may not be sent; `status` is that of HTTP."""

    def __init__(self, message: str, *, code: str, status: int) -> None:
        super().__init__(message, extensions={"code": code})
        self.status = status


class DocumentNotFoundError(DocumentError):
    def __init__(self, message: str = "") -> None:
        super().__init__(
            message or "No document has this id. Ask for one of the manifest, or send the text in 'query'.",
            code="PERSISTED_QUERY_NOT_FOUND",
            status=404,
        )


class PersistedQueryNotFoundError(DocumentNotFoundError):
    """Apollo's clients know this message and send the text along the next time."""

    def __init__(self) -> None:
        super().__init__("PersistedQueryNotFound")


class PersistedQueryNotSupportedError(DocumentError):
    """Apollo's clients know this message and send texts from then on."""

    def __init__(self) -> None:
        super().__init__("PersistedQueryNotSupported", code="PERSISTED_QUERY_NOT_SUPPORTED", status=400)


class MismatchError(DocumentError):
    def __init__(self) -> None:
        message = (
            "The id is not the SHA-256 of the document in 'query'. Send the two that belong together, or one alone."
        )
        super().__init__(message, code="DOCUMENT_ID_MISMATCH", status=400)


class TwoDocumentsError(DocumentError):
    def __init__(self) -> None:
        message = "The extension 'persistedQuery' names another document than the id of this request. Send one alone."
        super().__init__(message, code="DOCUMENT_ID_MISMATCH", status=400)


class NotTrustedError(DocumentError):
    def __init__(self) -> None:
        message = (
            "This server answers trusted documents alone. Ask for one by its id, or send a token with the scope "
            "documents:any."
        )
        super().__init__(message, code="DOCUMENT_NOT_TRUSTED", status=403)
