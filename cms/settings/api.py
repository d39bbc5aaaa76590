"""What the GraphQL API offers, allows and keeps."""

from typing import Any

from cms.settings.environment import env
from cms.settings.folders import BASE_DIR, DATA_DIR

GRAPPLE = {
    "APPS": ["home", "publications", "images"],
    "PAGE_INTERFACE": "cms.api.pages.PageInterface",
    "SNIPPET_INTERFACE": "cms.api.snippets.SnippetInterface",
}
GRAPHIQL = False
# What one request may ask for; docs/graphql.md explains each, and each refusal says what to do.
GRAPHQL_LIMITS = {
    "bytes": env.int("GRAPHQL_MAXIMUM_BYTES", default=64 * 1024),
    "tokens": env.int("GRAPHQL_MAXIMUM_TOKENS", default=4000),
    "token_length": env.int("GRAPHQL_MAXIMUM_TOKEN_LENGTH", default=256),
    "nesting": env.int("GRAPHQL_MAXIMUM_NESTING", default=64),
    "depth": env.int("GRAPHQL_MAXIMUM_DEPTH", default=15),
    "written_fields": env.int("GRAPHQL_MAXIMUM_WRITTEN_FIELDS", default=500),
    "fields": env.int("GRAPHQL_MAXIMUM_FIELDS", default=800),
    # There are six image presets, and a client may well ask for all of them in one place.
    "aliases": env.int("GRAPHQL_MAXIMUM_ALIASES", default=8),
    "root_fields": env.int("GRAPHQL_MAXIMUM_ROOT_FIELDS", default=20),
    "fragments": env.int("GRAPHQL_MAXIMUM_FRAGMENTS", default=100),
    "spreads": env.int("GRAPHQL_MAXIMUM_SPREADS", default=200),
    "operations": env.int("GRAPHQL_MAXIMUM_OPERATIONS", default=20),
    "values": env.int("GRAPHQL_MAXIMUM_VALUES", default=1000),
    "text": env.int("GRAPHQL_MAXIMUM_TEXT", default=8 * 1024),
    "directives": env.int("GRAPHQL_MAXIMUM_DIRECTIVES", default=50),
    "merges": env.int("GRAPHQL_MAXIMUM_MERGES", default=10_000),
    "cost": env.int("GRAPHQL_MAXIMUM_COST", default=100_000),
    "page_size": env.int("GRAPHQL_MAXIMUM_PAGE_SIZE", default=100),
    "variables_bytes": env.int("GRAPHQL_MAXIMUM_VARIABLES_BYTES", default=32 * 1024),
    "variables_depth": env.int("GRAPHQL_MAXIMUM_VARIABLES_DEPTH", default=10),
    "variables_items": env.int("GRAPHQL_MAXIMUM_VARIABLES_ITEMS", default=200),
    "seconds": env.int("GRAPHQL_MAXIMUM_SECONDS", default=10),
}
# "any" answers every document; "trusted" those of the manifests and, for tokens that may, free text.
GRAPHQL_DOCUMENTS = env.str("GRAPHQL_DOCUMENTS", default="any")
# The documents of the house, from which manage.py trust_documents makes the first manifest, which lies in git; it makes
# the second one from the documents of outside consumers.
GRAPHQL_DOCUMENTS_DIR = BASE_DIR / "cms" / "channels"
GRAPHQL_MANIFESTS = [BASE_DIR / "cms" / "api" / "trusted" / "manifest.json", DATA_DIR / "documents.json"]
# How many documents a process remembers for clients that register theirs on the way (APQ); 0 remembers none.
GRAPHQL_AUTOMATIC_DOCUMENTS = env.int("GRAPHQL_AUTOMATIC_DOCUMENTS", default=256)
# "on", "tokens" (for callers with a token) or "off", which also leaves suggestions out of messages.
GRAPHQL_INTROSPECTION = env.str("GRAPHQL_INTROSPECTION", default="on")
# The websites whose scripts may ask, or "*" for every one.
GRAPHQL_CORS_ORIGINS: list[str] = env.list("GRAPHQL_CORS_ORIGINS", default=[])

# Requests a minute: of the public for each sender, and for each token; 0 counts nothing.
API_RATE_LIMIT = env.int("API_RATE_LIMIT", default=600)
API_TOKEN_RATE_LIMIT = env.int("API_TOKEN_RATE_LIMIT", default=6000)
# Whose X-Forwarded-For is believed. Nobody on the internet has an address of these networks.
TRUSTED_PROXIES: list[str] = env.list(
    "TRUSTED_PROXIES",
    default=["127.0.0.0/8", "::1/128", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"],
)

# Seconds that browsers, and caches on the way to them, may keep an answer without asking; and how much longer a cache
# may show one while it asks. None outlives the next change by the clock.
GRAPHQL_MAX_AGE = env.int("GRAPHQL_MAX_AGE", default=0)
GRAPHQL_SHARED_MAX_AGE = env.int("GRAPHQL_SHARED_MAX_AGE", default=10)
GRAPHQL_STALE_SECONDS = env.int("GRAPHQL_STALE_SECONDS", default=30)
# Memory that one process keeps answers in; 0 keeps none.
GRAPHQL_CACHE_BYTES = env.int("GRAPHQL_CACHE_BYTES", default=64 * 1024 * 1024)

# What a change of which makes answers of the API out of date: every table of these apps but those named.
CONTENT_EPOCH: dict[str, Any] = {
    "APPS": [
        *("home", "publications", "pages", "images", "search"),
        *("wagtailcore", "wagtaildocs", "wagtailimages", "wagtailredirects", "taggit"),
    ],
    "EXCEPT": [
        *("wagtailcore.APIToken", "wagtailcore.UploadedFile", "wagtailcore.ReferenceIndex"),
        *("wagtailcore.ModelLogEntry", "wagtailcore.PageLogEntry"),
        *("wagtailcore.GroupSitePermission", "wagtailcore.GroupCollectionPermission"),
        "wagtailcore.GroupPagePermission",
        *("wagtailcore.Comment", "wagtailcore.CommentReply", "wagtailcore.PageSubscription"),
        *("wagtailcore.Task", "wagtailcore.TaskState", "wagtailcore.GroupApprovalTask"),
        "wagtailcore.GroupApprovalTask_groups",
        *("wagtailcore.Workflow", "wagtailcore.WorkflowState", "wagtailcore.WorkflowTask"),
        *("wagtailcore.WorkflowPage", "wagtailcore.WorkflowContentType"),
    ],
    # Editors save drafts all the time, and no answer shows them.
    "DRAFT_COLUMNS": {
        "wagtailcore.Page": [
            *("latest_revision", "latest_revision_created_at", "draft_title", "has_unpublished_changes"),
            *("locked", "locked_at", "locked_by"),
        ],
    },
    # Answers may not be kept beyond the moment that a revision is to be published at.
    "ONLY_COLUMNS": {"wagtailcore.Revision": ["approved_go_live_at"]},
}
