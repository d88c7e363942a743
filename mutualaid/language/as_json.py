"""A Reading as the JSON object that `mutualaid understand --json` prints."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import Any

from mutualaid.domain.reading import Counter, Reading, Repeat, Spot, When


def as_json(reading: Reading, zone: tzinfo) -> dict[str, Any]:
    """Plain dicts, lists, strings and numbers; times ISO in `zone` with offset. `name` is the writer's own
    name, else that of the person it is for."""
    return {
        "intent": reading.intent.value,
        "kinds": list(reading.kinds),
        "taught": list(reading.taught),
        "needs": [
            {"kinds": list(n.kinds), "place": _spot(n.place), "when": _when(n.when, zone), "text": n.text}
            for n in reading.needs
        ],
        "answer": reading.answer.value if reading.answer else None,
        "counter": _counter(reading.counter, zone),
        "command": reading.command.value if reading.command else None,
        "digit": reading.digit,
        "place": _spot(reading.place),
        "places": [_spot(s) for s in reading.places],
        "to": _spot(reading.to),
        "when": _when(reading.when, zone),
        "repeat": _repeat(reading.repeat),
        "people": reading.people,
        "helpers_wanted": reading.helpers_wanted,
        "on_behalf": reading.on_behalf,
        "name": reading.name or reading.for_name,
        "conditions": list(reading.conditions),
        "radius_km": reading.radius_km,
        "means": reading.means,
        "urgent": reading.urgent,
        "emergency": reading.emergency,
        "danger": reading.danger.value if reading.danger else None,
        "correction": reading.correction,
        "covered": reading.covered,
        "cannot": reading.cannot,
        "pleasantry": reading.pleasantry,
        "complaint": reading.complaint,
        "automatic": reading.automatic,
        "pause": _when(reading.pause, zone),
        "to_language": reading.to_language,
        "language": reading.language,
        "confidence": round(reading.confidence, 3),
        "spans": {name: list(span) for name, span in reading.spans.items()},
    }


def _time(moment: datetime | None, zone: tzinfo) -> str | None:
    return moment.astimezone(zone).isoformat() if moment is not None else None


def _when(when: When | None, zone: tzinfo) -> dict[str, Any] | None:
    if when is None:
        return None
    return {"text": when.text, "from": _time(when.start, zone), "to": _time(when.end, zone)}


def _repeat(repeat: Repeat | None) -> dict[str, Any] | None:
    if repeat is None:
        return None
    return {
        "text": repeat.text,
        "days": list(repeat.days),
        "from_hour": repeat.from_hour,
        "to_hour": repeat.to_hour,
        "every": repeat.every,
    }


def _spot(spot: Spot | None) -> dict[str, Any] | None:
    if spot is None:
        return None
    return {
        "text": spot.text,
        "latitude": spot.latitude,
        "longitude": spot.longitude,
        "precision": spot.precision,
        "start": spot.start,
        "end": spot.end,
    }


def _counter(counter: Counter | None, zone: tzinfo) -> dict[str, Any] | None:
    if counter is None:
        return None
    return {
        "when": _when(counter.when, zone),
        "kinds": list(counter.kinds),
        "place": _spot(counter.place),
        "people": counter.people,
        "conditions": list(counter.conditions),
        "money": counter.money,
        "text": counter.text,
    }
