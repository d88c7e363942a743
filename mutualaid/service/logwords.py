"""What the log says, in plain words. The store keeps a short verb; a page shows what is behind it."""

from __future__ import annotations

from mutualaid.domain.messages import Entry

VERBS: dict[str, str] = {
    # texts
    "first text": "first text",
    "text": "text came in",
    "reply": "answered as the group",
    "relay": "words passed on to the other side",
    "drop text": "text not sent",
    "not texted": "not texted, for we may not",
    "hushed": "not texted, for helping texts are stopped",
    "hush": "helping texts stopped, someone may read along",
    "thank": "thanks passed on",
    "invite": "asked what they like doing for others",
    "restart texts": "helping texts started again",
    "pause relay": "passing on of words stopped",
    "hold match": "held: nothing goes across until a person looked",
    "let match go on": "let go on",
    "learn": "learned",
    # calls
    "call": "phoned our number",
    "ask call back": "asked to be called back",
    "take call": "took a call from the other side",
    "miss call": "rang the other side, who did not take it",
    # needs
    "post": "need opened",
    "enter need": "need entered by hand",
    "change": "changed",
    "hold": "need held back",
    "release": "need released",
    "place need": "need put on the map",
    "split": "rest of it, a need of its own",
    "begin series": "comes again from now on",
    "end series": "does not come again",
    "keep helper": "this helper is asked first next time",
    "let helper go": "the helper would rather not any more",
    "look on": "looking on",
    "reopen": "need open again",
    "fulfil": "helped, and closed",
    "withdraw": "taken back",
    "expire": "closed, its time went by",
    "give_up": "closed, nobody was found",
    # helpers
    "suggest": "helpers listed",
    "approve": "list approved",
    "strike": "struck off the list",
    "reorder": "moved on the list",
    "ask": "helper asked",
    "accept": "helper said yes",
    "counter": "helper said yes on terms",
    "decline": "helper said no",
    "lapse": "no answer in time",
    "late yes": "yes after someone else",
    "turn_down": "helper turned down",
    "cover": "told that it is covered",
    "connect": "connected",
    "give door": "door given to the helper",
    "remind": "both sides reminded",
    "fall_through": "fell through",
    "says well": "told: it went well",
    "says nobody_came": "told: nobody came",
    "says problem": "told: a problem",
    "offer": "offer made",
    "enter offer": "offer entered by hand",
    "take back offers": "all offers taken back",
    "pause": "paused",
    "resume": "pause ended",
    # people
    "add neighbor": "neighbor added",
    "note consent": "consent noted",
    "opt out": "opted out of texts",
    "opt in": "opted in again",
    "block": "phone blocked",
    "unblock": "phone unblocked",
    "rule out": "pair ruled out",
    "allow again": "pair allowed again",
    "forget": "data deleted",
    "erase by age": "what was too old is erased",
    "forget asked": "asked to be forgotten, and said yes",
    "forget by hand": "deletion asked for",
    "import": "imported",
    "take over": "conversation taken over",
    "hand back": "conversation handed back",
    # the desk
    "put on the desk": "put on the desk",
    "settle": "settled on the desk",
    "alarm": "alarm raised",
    "walk alarm": "alarm texted to a coordinator",
    "acknowledge": "alarm taken",
    "set brake": "brake set",
    "set answer": "own answer set",
    "remove answer": "own answer removed",
    "teach place": "place taught",
    "set duty": "duty set",
    "add coordinator": "coordinator added",
    "change coordinator": "coordinator changed",
    "remove coordinator": "coordinator removed",
    "make sign-in link": "sign-in link made",
    "sign in": "signed in",
    "sign out everywhere": "signed out everywhere",
}
"""Verb of the log -> its words. A test holds that every verb in the code stands here."""


def said(entry: Entry) -> str:
    """What happened, in words: "Need opened: food", "Put on the desk: shortlist"."""
    words = VERBS.get(entry.verb, entry.verb)
    words = words[:1].upper() + words[1:]
    return f"{words}: {entry.detail.replace('_', ' ')}" if entry.detail else words
