from graphene.validation import depth_limit_validator
from graphql import ASTValidationRule, specified_rules

MAXIMUM_DEPTH = 12
MAXIMUM_TOKENS = 4000
MAXIMUM_BYTES = 64 * 1024

# Rules given to validation replace the standard ones, so the standard ones stand in front.
RULES: tuple[type[ASTValidationRule], ...] = (*specified_rules, depth_limit_validator(max_depth=MAXIMUM_DEPTH))
