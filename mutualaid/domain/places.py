"""Places, distances and the bands a helper sees before consent.

Distances are kilometres over a spherical earth (haversine, mean radius 6371.0088 km, IUGG).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from math import asin, cos, pi, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0088

COARSE_DEGREES = 0.005
"""Side of the grid a need's point is snapped to before a band is measured: about 550 m, so that several
answers cannot be combined into a home."""

WALK_KM_PER_MINUTE = 4.8 / 60
"""Walking speed on streets; 4.8 km/h is the usual planning figure (Highway Capacity Manual: 4 ft/s)."""

STREETS = 1.3
"""Streets are longer than the straight line by about this factor (Ballou et al. 2002 measure 1.2 to 1.4)."""


@dataclass(frozen=True, slots=True)
class Place:
    """A spot the group knows by name. Degrees, WGS 84; None, None means "known, without coordinates"."""

    id: str
    name: str
    latitude: float | None
    longitude: float | None
    aliases: tuple[str, ...] = ()
    precision: str = "place"
    source: str = "config"
    """Who taught it: config, import or coordinator."""


@dataclass(frozen=True, slots=True)
class TaughtPlace:
    """What a coordinator taught: words that name a place, its own name or another one."""

    id: str
    words: str
    place_id: str
    taught_at: datetime | None = None
    """None where that was not written down."""
    taught_by: str | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """One house of an imported address file. `street` is the bare name ("24", "mission"), `kind` what it is
    ("st", "ave"), `direction` which part of it ("n"), each "" where the file does not say; `city` folded."""

    street: str
    kind: str
    direction: str
    number: int
    letter: str
    city: str
    postcode: str
    latitude: float
    longitude: float


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """The great-circle distance in km between two (latitude, longitude) points in degrees."""
    (lat1, lon1), (lat2, lon2) = a, b
    phi1, phi2 = radians(lat1), radians(lat2)
    h = sin((phi2 - phi1) / 2) ** 2 + cos(phi1) * cos(phi2) * sin(radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(h)))


KM_PER_DEGREE = EARTH_RADIUS_KM * pi / 180
"""Of latitude."""


@dataclass(frozen=True, slots=True)
class Box:
    """All points between two latitudes and two longitudes (degrees, the bounds with them)."""

    south: float
    north: float
    west: float
    east: float


def box_around(point: tuple[float, float], km: float) -> Box:
    """A box that holds every point within `km` of one. Near a pole or the date line it holds all longitudes."""
    lat, lon = point
    tall = km / KM_PER_DEGREE
    widest = cos(radians(min(90.0, abs(lat) + tall)))
    wide = tall / widest if widest > tall / 180 else 360.0
    if lon - wide < -180 or lon + wide > 180:
        return Box(lat - tall, lat + tall, -180.0, 180.0)
    return Box(lat - tall, lat + tall, lon - wide, lon + wide)


@dataclass(frozen=True, slots=True)
class Area:
    """Where the group helps: within `km` of `middle` (degrees)."""

    middle: tuple[float, float]
    km: float

    def beyond(self, point: tuple[float, float] | None) -> bool:
        """Whether a point is known to lie outside."""
        return point is not None and distance_km(self.middle, point) > self.km


@lru_cache(maxsize=1024)
def coarse(point: tuple[float, float]) -> tuple[float, float]:
    """The centre of the grid cell a point lies in."""
    lat, lon = point
    step = COARSE_DEGREES / max(0.1, cos(lat * pi / 180))
    return (
        (lat // COARSE_DEGREES + 0.5) * COARSE_DEGREES,
        (lon // step + 0.5) * step,
    )


def band(helper: tuple[float, float] | None, need: tuple[float, float] | None) -> str:
    """How far a helper would go, as a word of `BANDS`: measured from the need's coarsened point."""
    if helper is None or need is None:
        return "unknown"
    minutes = distance_km(helper, coarse(need)) * STREETS / WALK_KM_PER_MINUTE
    if minutes < 10:
        return "under_10"
    if minutes <= 20:
        return "10_to_20"
    return "drive"


BANDS = ("under_10", "10_to_20", "drive", "unknown")
