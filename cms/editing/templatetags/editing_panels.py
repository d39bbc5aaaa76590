from django import template

from cms.channels.preview import UNITS
from cms.measure import Limit

register = template.Library()


@register.filter
def unit_name(limit: Limit) -> str:
    """Return for example "characters (UTF-16)"."""
    return str(UNITS[limit.unit])
