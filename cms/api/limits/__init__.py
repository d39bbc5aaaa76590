from cms.api.limits.cost import Prices
from cms.api.limits.deadline import Deadline, check_deadline, current_deadline
from cms.api.limits.document import check_limits, check_parts, nodes
from cms.api.limits.errors import LimitError
from cms.api.limits.settings import limit
from cms.api.limits.text import check_text

__all__ = [
    "Deadline",
    "LimitError",
    "Prices",
    "check_deadline",
    "check_limits",
    "check_parts",
    "check_text",
    "current_deadline",
    "limit",
    "nodes",
]
