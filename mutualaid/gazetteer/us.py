"""Where a US ZIP code is: its centre, from the table the zipcodes package carries (GPS coordinates under CC BY)."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=4096)
def zip_point(code: str) -> tuple[float, float] | None:
    """Latitude and longitude in degrees of a five-digit ZIP; None for one that does not exist. The table is read
    with the first look-up (0.2 s); each look-up goes through all of it (1 ms)."""
    if len(code) != 5 or not (code.isascii() and code.isdigit()):  # the package takes no other digits
        return None
    import zipcodes

    found = zipcodes.matching(code)
    return (float(found[0]["lat"]), float(found[0]["long"])) if found else None
