from graphql import GraphQLDeprecatedDirective, GraphQLDirective, specified_directives

# Newer than the last specification: generators of clients that check what they are told know nothing of this place.
DRAFTED = {"DIRECTIVE_DEFINITION"}


def directives() -> list[GraphQLDirective]:
    """Return the directives of the specification as all clients know them."""
    return [_known(each) if each is GraphQLDeprecatedDirective else each for each in specified_directives]


def _known(directive: GraphQLDirective) -> GraphQLDirective:
    locations = [each for each in directive.locations if each.name not in DRAFTED]
    return GraphQLDirective(
        name=directive.name, locations=locations, args=directive.args, description=directive.description
    )
