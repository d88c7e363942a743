"""Why somebody fits, and why nobody does, in English sentences for the coordinator's page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from mutualaid.domain.matching import fit
from mutualaid.domain.matching.candidates import Leftover, Scored
from mutualaid.domain.needs import Need
from mutualaid.domain.vocabulary import BY_HAND_KINDS

KIND_WORDS: Mapping[str, str] = {
    "food": "food",
    "water": "water",
    "supplies": "household supplies",
    "medicine": "medicine",
    "care": "care",
    "ride": "rides",
    "delivery": "errands and deliveries",
    "shelter": "a place to stay",
    "clothing": "clothes",
    "bedding": "bedding",
    "money": "money",
    "childcare": "childcare",
    "company": "company",
    "repair": "repairs",
    "power": "power and batteries",
    "translation": "translation",
    "advice": "advice",
    "pets": "pet care",
    "rescue": "rescue",
    "general": "any help",
}
"""What a kind is called after "offers"."""

LANGUAGES: Mapping[str, str] = {
    "en": "English", "es": "Spanish", "fr": "French", "ht": "Haitian Creole", "pt": "Portuguese",
    "zh": "Chinese", "vi": "Vietnamese", "tl": "Tagalog", "ar": "Arabic", "ru": "Russian", "ko": "Korean",
    "hi": "Hindi", "de": "German", "it": "Italian", "pl": "Polish", "uk": "Ukrainian", "so": "Somali",
}  # fmt: skip

BAND_WORDS: Mapping[str, str] = {
    "under_10": "under 10 min walk",
    "10_to_20": "10 to 20 min walk",
    "drive": "a drive",
    "unknown": "distance unknown",
}

KEPT_AWAY: Mapping[str, str] = {
    "blocked": "blocked",
    "opted_out": "opted out",
    "no_consent": "without consent on record",
    "ruled_out": "ruled out for this pair",
    "looked_at": "kept back until somebody has looked at a problem",
    "said_no": "said no to this",
    "already_on": "already asked or on the list",
    "refused_kind": "said no to this kind",
    "not_known": "not yet known to the group, which this kind needs",
    "offer_closed": "with an offer that is closed or not finished",
    "paused": "paused",
    "no_shared_language": "without a shared language (can be asked by hand)",
    "out_of_reach": "beyond their reach",
    "no_time": "not free at that time",
    "weekly_limit": "over the weekly limit",
    "busy": "busy with another need or question",
    "needed_elsewhere": "needed more by others this round",
}
"""How a rule reads after a number of helpers."""


def explain(
    scored: Scored, need: Need, now: datetime, name: str, kind_words: Mapping[str, str] = KIND_WORDS
) -> str:
    """The sentence beside a suggestion: "Ben: groceries, under 10 min walk, speaks Spanish, not asked for
    9 days". `name` is how the helper is called, `kind_words` what kinds are called (missing ones as they
    are)."""
    phrases = [
        _kinds(scored, kind_words),
        _way(scored, need),
        _time(scored),
        _language(scored),
        _rest(scored, now),
        _together(scored),
        _record(scored),
    ]
    return f"{name}: " + ", ".join(p for p in phrases if p)


def leftover(
    need: Need, kept: Sequence[tuple[list[str], float | None]], kind_words: Mapping[str, str] = KIND_WORDS
) -> Leftover:
    """Why nobody is found, from what keeps each helper of a fitting kind away and how far off they live."""
    offer = f"offer{'s' if len(kept) == 1 else ''} {_listed(need.kinds or ('general',), kind_words)}"
    by_hand = sorted(BY_HAND_KINDS & set(need.kinds))
    if by_hand:
        text = f"{_listed(by_hand, kind_words)}: always arranged by a person, never asked automatically"
        return Leftover("by_hand_kind", _capital(text))
    if not kept:
        return Leftover("wrong_kind", f"nobody offers {_listed(need.kinds or ('general',), kind_words)}")
    counts = Counter(reasons[0] if reasons else "needed_elsewhere" for reasons, _ in kept)
    far = [km for reasons, km in kept if reasons[:1] == ["out_of_reach"] and km is not None]
    nearest = min(far, default=None)
    order = sorted(counts, key=lambda reason: (-counts[reason], reason))
    if len(order) == 1:
        count = counts[order[0]]
        whole = "" if count == 1 else "both " if count == 2 else "all "
        said = f"{len(kept)} {offer}, {whole}{KEPT_AWAY[order[0]]}"
    else:
        said = f"{len(kept)} {offer}: " + ", ".join(f"{counts[r]} {KEPT_AWAY[r]}" for r in order)
    if nearest is not None:
        said += f"; nearest {nearest:.1f} km"
    return Leftover(order[0], said, dict(counts))


def _kinds(scored: Scored, kind_words: Mapping[str, str]) -> str:
    offer = scored.candidate.offer
    kinds = fit.fitting_kinds(scored.need.kinds, offer.kinds) if offer is not None else ()
    return _listed(kinds, kind_words) if kinds else "offers something else"


def _listed(kinds: Sequence[str], kind_words: Mapping[str, str]) -> str:
    named = [kind_words.get(kind, kind) for kind in kinds]
    return named[0] if len(named) == 1 else ", ".join(named[:-1]) + f" and {named[-1]}"


def _way(scored: Scored, need: Need) -> str:
    if fit.by_phone(need):
        return "by phone"
    if scored.band == "drive" and scored.distance_km is not None:
        return f"a drive ({scored.distance_km:.1f} km)"
    return BAND_WORDS[scored.band]


def _time(scored: Scored) -> str:
    if scored.overlap is None:
        return ""
    if scored.overlap == 0:
        return "not free then"
    return "free then" if scored.overlap == 1 else "free for part of the time"


def _language(scored: Scored) -> str:
    codes, shared = scored.candidate.neighbour.languages, scored.parts["language"]
    if not codes or shared == fit.NEUTRAL:
        return ""
    spoken = " and ".join(LANGUAGES.get(code, code) for code in codes)
    return f"speaks {spoken}" if shared else f"speaks {spoken}, no shared language"


def _rest(scored: Scored, now: datetime) -> str:
    days = fit.days_since_asked(scored.candidate.history, now)
    if days is None:
        return "not asked before"
    whole = int(days)
    if whole < 1:
        return "asked within a day"
    said = f"{whole} day{'s' if whole > 1 else ''}"
    return f"not asked for {said}" if scored.rested else f"asked {said} ago"


def _together(scored: Scored) -> str:
    times = scored.candidate.history.helped_this_person
    return f"helped them {_times(times)} before" if times else ""


def _record(scored: Scored) -> str:
    history = scored.candidate.history
    helped = scored.candidate.neighbour.helped
    said = [f"helped {_times(helped)}"] if helped else []
    if history.no_shows:
        said.append(f"did not come {_times(history.no_shows)}")
    if history.cancelled:
        said.append(f"could not come {_times(history.cancelled)}")
    return ", ".join(said)


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
