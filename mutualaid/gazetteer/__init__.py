"""The gazetteer: the places a text names.

It works offline, from the group's own places, postcodes and the grammar of streets, and asks nobody.
What it does not know stays unknown: a Spot with the words as written, precision "none" and no coordinates.
There is never a default place, and no guess between two places that fit equally well.
It imports the domain only, of what one text says it keeps nothing, and it never raises on a text.
"""

from mutualaid.gazetteer.gazetteer import Gazetteer

__all__ = ["Gazetteer"]
