from math import pi
from typing import Any

import graphene
from django.db.models import F, FloatField, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Cos, Power, Radians, Sin

from cms.api.arguments import BadArgumentError

RADIUS_OF_EARTH = 6371.0088
KILOMETERS_A_DEGREE = RADIUS_OF_EARTH * pi / 180
TURN = Value(360.0)
# A step, and less than half around the Earth, beyond which nothing lies.
MINIMUM_RADIUS, MAXIMUM_RADIUS = 0.001, 20_000
MAXIMUM_LATITUDE, MAXIMUM_LONGITUDE = 90, 180


class Near(graphene.InputObjectType):
    """A circle on the map."""

    latitude = graphene.Float(required=True, description="Degrees north of the equator, -90 to 90.")
    longitude = graphene.Float(required=True, description="Degrees east of Greenwich, -180 to 180.")
    radius_km = graphene.Float(required=True, description=f"Kilometers around the point, at most {MAXIMUM_RADIUS}.")


def clean_circle(near: dict[str, float]) -> dict[str, float]:
    """Refuse what lies on no map. Raises BadArgumentError."""
    if abs(near["latitude"]) > MAXIMUM_LATITUDE or abs(near["longitude"]) > MAXIMUM_LONGITUDE:
        message = "'near' lies on no map. Send a latitude from -90 to 90 and a longitude from -180 to 180."
        raise BadArgumentError(message)
    if not MINIMUM_RADIUS <= near["radius_km"] <= MAXIMUM_RADIUS:
        message = f"'radiusKm' must lie between {MINIMUM_RADIUS} and {MAXIMUM_RADIUS}."
        raise BadArgumentError(message)
    return {name: near[name] for name in ("latitude", "longitude", "radius_km")}


def within(queryset: QuerySet[Any], near: dict[str, Any]) -> QuerySet[Any]:
    """Keep places inside a circle, measured along the great circle. The values may be expressions.

    Circles of latitude bound it first, so that an index can serve. No arc sine is taken: rounding would bring it out
    of its domain on the other side of the Earth.
    """
    latitude, longitude, radius = (_float(near[name]) for name in ("latitude", "longitude", "radius_km"))
    reach = radius / Value(KILOMETERS_A_DEGREE)
    # A whole turn changes nothing, but what is next to zero would be too small for PostgreSQL to multiply.
    here, there = F("latitude") + TURN, latitude + TURN
    north = Power(Sin(Radians(here - there) / Value(2.0)), Value(2.0))
    east = Power(Sin(Radians((F("longitude") + TURN) - (longitude + TURN)) / Value(2.0)), Value(2.0))
    distance = north + Cos(Radians(here)) * Cos(Radians(there)) * east
    limit = Power(Sin(radius / Value(2 * RADIUS_OF_EARTH)), Value(2.0))
    return (
        queryset.filter(latitude__gte=latitude - reach, latitude__lte=latitude + reach)
        .alias(distance=distance)
        .filter(distance__lte=limit)
    )


def _float(value: Any) -> Combinable:
    # What databases are told is a number of which kind.
    return Cast(value if hasattr(value, "as_sql") else Value(value), FloatField())
