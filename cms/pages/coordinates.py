from typing import Any

import graphene
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from grapple.models import GraphQLField

from cms.pages.models import ContentPage


class GeoPoint(graphene.ObjectType):
    """A point on the map, in degrees (WGS 84)."""

    latitude = graphene.Float(required=True, description="Degrees north of the equator.")
    longitude = graphene.Float(required=True, description="Degrees east of Greenwich.")


COORDINATES = GraphQLField("coordinates", GeoPoint, description="Where the place lies; null when unknown.")


class PlacePage(ContentPage):
    """A page about a place that can be shown on a map."""

    latitude = models.FloatField(
        verbose_name=_("latitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("Degrees, for example 51.3397. Maps show them for a point that is clicked."),
    )
    longitude = models.FloatField(
        verbose_name=_("longitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )

    class Meta(ContentPage.Meta):
        abstract = True

    @property
    def coordinates(self) -> dict[str, float] | None:
        if self.latitude is None or self.longitude is None:
            return None
        return {"latitude": self.latitude, "longitude": self.longitude}

    def wrong_coordinates(self) -> dict[str, Any]:
        """Return the error of a coordinate without the other one, by field."""
        if (self.latitude is None) == (self.longitude is None):
            return {}
        missing = "latitude" if self.latitude is None else "longitude"
        return {missing: _("Coordinates are a pair: give both, or neither.")}
