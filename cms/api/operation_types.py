from typing import Any

from graphql import GraphQLError, OperationDefinitionNode, ValidationRule


class KnownOperationTypesRule(ValidationRule):
    """Refuse an operation of a kind that the schema has not, such as a subscription; graphql-core 3.2 lets it pass."""

    def enter_operation_definition(self, node: OperationDefinitionNode, *_place: Any) -> None:
        if self.context.schema.get_root_type(node.operation) is None:
            message = f"This API has no {node.operation.value}s. Send a query or a mutation."
            self.report_error(GraphQLError(message, node))
