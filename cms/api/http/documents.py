import re

from django.http import HttpRequest

from cms.api.http.errors import RequestError
from cms.api.http.requests import GraphQLRequest
from cms.api.trusted.automatic import automatic_documents
from cms.api.trusted.errors import DocumentNotFoundError, TwoDocumentsError
from cms.api.trusted.lookup import persisted_hash, text_by_hash, text_by_id
from cms.api.trusted.manifest import fingerprint, manifest

SHORT_ADDRESS = re.compile(r"/graphql/d/([^/]+)/?")


def document_text(request: HttpRequest, asked: GraphQLRequest) -> str:
    """Return the document that a request sends, or names by its address, its id, or its hash."""
    extension = (asked.extensions or {}).get("persistedQuery")
    address = SHORT_ADDRESS.fullmatch(request.path_info)
    if address is None and asked.document_id is None and extension is not None:
        return text_by_hash(extension, query=asked.query)
    text = _text_at(address[1], asked) if address else _text_named(asked)
    if extension is not None and persisted_hash(extension) != fingerprint(text):
        # Whichever of the two were answered, the client might have meant the other.
        raise TwoDocumentsError
    return text


def _text_named(asked: GraphQLRequest) -> str:
    if asked.document_id is not None:
        return text_by_id(asked.document_id, query=asked.query)
    if asked.query is None:
        message = "The parameter 'query' is missing. Send the text of a GraphQL document."
        raise RequestError(message)
    return asked.query


def _text_at(short_id: str, asked: GraphQLRequest) -> str:
    if asked.query is not None or asked.document_id is not None:
        message = "The address names a document already. Leave out 'query' and 'documentId'."
        raise RequestError(message)
    document = manifest().by_id(short_id)
    if document is None:
        raise DocumentNotFoundError
    return document.text


def remember(asked: GraphQLRequest) -> None:
    """Keep a document that may run, for clients that send only its hash the next time."""
    if asked.query is not None and (asked.extensions or {}).get("persistedQuery") is not None:
        automatic_documents.register(fingerprint(asked.query), asked.query)
