"""Reads the rows of an address file: by OpenAddresses' columns, the usual names of others, or as told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isfinite

from mutualaid.domain.places import Address
from mutualaid.gazetteer.streetnames import StreetName, street_name
from mutualaid.gazetteer.words import fold, words

NAMES = {
    "number": "number,house number,housenumber,house_number,house no,houseno,addr:housenumber,address number,"
    "add_number,addressnumber,numero,num,no,st_num,hse_nbr,street number,streetnumber",
    "street": "street,street name,streetname,street_name,addr:street,road,road name,full street name,fullname,"
    "st_name,thoroughfare,calle,rue,nom_voie,voie,via",
    "postcode": "postcode,postal code,postalcode,postal_code,zip,zip code,zipcode,zip_code,addr:postcode,post_code,"
    "code postal,code_postal,codigo postal,cp,plz,eircode",
    "city": "city,town,addr:city,place name,post_comm,community,municipality,locality,ciudad,ville,commune,"
    "nom_commune",
    "latitude": "latitude,lat,y,ycoord,y_coord,lat_wgs84",
    "longitude": "longitude,lon,lng,long,x,xcoord,x_coord,lon_wgs84",
}
"""Column -> what files call it."""
_NAMES = {column: tuple(names.split(",")) for column, names in NAMES.items()}
NEEDED = ("number", "street", "latitude", "longitude")
LARGEST_NUMBER = 99_999
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")


class ColumnsError(ValueError):
    """What is wrong with the columns that were given, in a sentence."""


def given_columns(text: str) -> dict[str, str]:
    """ "number=hausnr,street=strasse" as column -> the file's name. Raises ColumnsError."""
    out: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in text.split(","))):
        column, equals, name = (part.strip() for part in pair.partition("="))
        if column.lower() not in NAMES or not equals or not name:
            raise ColumnsError(
                f"--columns has {pair!r}; allowed is NAME=COLUMN with NAME one of {', '.join(NAMES)}."
            )
        out[column.lower()] = name
    return out


def find_columns(header: Iterable[str], given: Mapping[str, str]) -> dict[str, str]:
    """Column -> the file's own name of it, for those that are there. Raises ColumnsError for a given name that the
    file does not have."""
    plain: dict[str, str] = {}
    for name in header:
        plain.setdefault(_plain(name), name)
    out: dict[str, str] = {}
    for column, names in _NAMES.items():
        if column in given:
            if _plain(given[column]) not in plain:
                raise ColumnsError(
                    f"--columns: there is no column {given[column]!r}; the file has {', '.join(plain.values())}."
                )
            out[column] = plain[_plain(given[column])]
            continue
        found = next((plain[_plain(name)] for name in names if _plain(name) in plain), None)
        if found is not None:
            out[column] = found
    return out


def lacking(columns: Mapping[str, str]) -> list[str]:
    """Which of the needed columns were not found."""
    return [column for column in NEEDED if column not in columns]


def _plain(name: str) -> str:
    return "".join(c for c in fold(name) if c.isalnum() or c == ":")


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads rows with the columns that were found."""

    columns: Mapping[str, str]

    def read(self, row: Mapping[str, str | None], names: dict[str, StreetName | None]) -> Address | str:
        """The address of a row, or why it is left out, in a few words that are the same for every such row. `names`
        keeps what street names were read as."""
        cells = {column: (row.get(name) or "").strip() for column, name in self.columns.items()}
        point = _point(cells)
        if point is None:
            return "latitude or longitude is missing or no degrees"
        number = house_number(cells["number"])
        if number is None:
            return f"the house number is missing or not from 1 to {LARGEST_NUMBER}"
        written = cells["street"]
        if written not in names:
            names[written] = street_name(written)
        street = names[written]
        if street is None:
            return "the street is missing"
        city = " ".join(w.fold for w in words(cells.get("city", "")) if not w.mark)
        postcode = cells.get("postcode", "").lower()
        return Address(
            street.name, street.kind, street.direction, number[0], number[1], city, postcode, point[0], point[1]
        )


def _point(cells: Mapping[str, str]) -> tuple[float, float] | None:
    try:
        latitude, longitude = float(cells["latitude"]), float(cells["longitude"])
    except ValueError:
        return None
    inside = isfinite(latitude) and isfinite(longitude) and abs(latitude) <= 90 and abs(longitude) <= 180
    return (latitude, longitude) if inside and (latitude or longitude) else None


def house_number(written: str) -> tuple[int, str] | None:
    """ "214", "214B", "214 1/2" and "214-216" as number and letter; None for what is none."""
    plain = written.strip().lower()
    digits = ""
    for c in plain:
        if not ("0" <= c <= "9"):
            break
        digits += c
    if not digits or len(digits) > 9 or not 0 < int(digits) <= LARGEST_NUMBER:
        return None
    rest = plain[len(digits) :].strip()
    return int(digits), rest if rest in _LETTERS else ""
