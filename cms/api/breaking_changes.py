from collections.abc import Iterator

from graphql import (
    BreakingChange,
    BreakingChangeType,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    find_breaking_changes,
)

# What may go away once it has been deprecated in a release, with what find_breaking_changes says of it.
ANNOUNCED = {
    BreakingChangeType.FIELD_REMOVED: "{type}.{name} was removed.",
    BreakingChangeType.ARG_REMOVED: "{type}.{name} arg {argument} was removed.",
    BreakingChangeType.VALUE_REMOVED_FROM_ENUM: "{name} was removed from enum type {type}.",
}


def unannounced_changes(released: GraphQLSchema, current: GraphQLSchema) -> list[BreakingChange]:
    """Return what would break a client of the released schema that heeds deprecations."""
    announced = set(_announcements(released))
    return [change for change in find_breaking_changes(released, current) if change.description not in announced]


def _announcements(released: GraphQLSchema) -> Iterator[str]:
    for kind in released.type_map.values():
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            yield from _of_fields(kind)
        elif isinstance(kind, GraphQLEnumType):
            said = ANNOUNCED[BreakingChangeType.VALUE_REMOVED_FROM_ENUM]
            values = kind.values.items()
            yield from (said.format(type=kind.name, name=name) for name, value in values if value.deprecation_reason)
        elif isinstance(kind, GraphQLInputObjectType):
            said = ANNOUNCED[BreakingChangeType.FIELD_REMOVED]
            inputs = kind.fields.items()
            yield from (said.format(type=kind.name, name=name) for name, field in inputs if field.deprecation_reason)


def _of_fields(kind: GraphQLObjectType | GraphQLInterfaceType) -> Iterator[str]:
    for name, field in kind.fields.items():
        if field.deprecation_reason:
            yield ANNOUNCED[BreakingChangeType.FIELD_REMOVED].format(type=kind.name, name=name)
        for argument, given in field.args.items():
            if given.deprecation_reason:
                said = ANNOUNCED[BreakingChangeType.ARG_REMOVED]
                yield said.format(type=kind.name, name=name, argument=argument)
