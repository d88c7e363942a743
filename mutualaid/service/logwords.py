"""What the log says, in plain words. `write` keeps a short verb; a page shows the sentence behind it."""

from __future__ import annotations

from mutualaid.domain.messages import Entry

VERBS: dict[str, str] = {
    # texts
    "first text": "wrote to us for the first time",
    "text": "texted",
    "reply": "answered as the group",
    "relay": "had words passed on to the other side",
    "drop text": "did not send a text",
    "not texted": "was not texted, for we may not",
    "hushed": "was not texted, for helping texts are stopped",
    "restart texts": "started helping texts again",
    "pause relay": "stopped passing on words between the two",
    "learn": "told us about themselves",
    # needs
    "post": "opened the need",
    "enter need": "entered a need by hand",
    "change": "changed it",
    "hold": "held the need back",
    "release": "released the need",
    "place need": "set where the need is",
    "look on": "went on looking",
    "reopen": "opened the need again",
    "fulfil": "closed it as helped",
    "withdraw": "took it back",
    "expire": "closed it, its time went by",
    "give_up": "closed it, nobody was found",
    # helpers
    "suggest": "made a list of helpers",
    "approve": "approved the list",
    "strike": "struck a helper off the list",
    "reorder": "moved a helper on the list",
    "ask": "asked a helper",
    "accept": "said yes",
    "counter": "said yes on terms",
    "decline": "said no",
    "lapse": "got no answer in time",
    "late yes": "said yes after someone else",
    "turn_down": "turned the helper down",
    "cover": "told a helper that it is covered",
    "connect": "was connected with a helper",
    "give door": "gave the door to the helper",
    "remind": "reminded both sides",
    "fall_through": "ended it, it fell through",
    "says well": "said that it went well",
    "says nobody_came": "said that nobody came",
    "says problem": "said that there was a problem",
    "offer": "offers help",
    "enter offer": "entered an offer by hand",
    "take back offers": "took all offers back",
    "pause": "paused",
    "resume": "ended the pause",
    # people
    "add neighbor": "added the neighbor",
    "note consent": "noted how they agreed to texts",
    "opt out": "opted out of texts",
    "opt in": "opted in again",
    "block": "blocked the phone",
    "unblock": "unblocked the phone",
    "rule out": "ruled a pair out",
    "allow again": "allowed a pair again",
    "forget": "deleted their data",
    "import": "imported",
    "take over": "took the conversation over",
    "hand back": "handed the conversation back",
    # the desk
    "put on the desk": "put something on the desk",
    "settle": "settled something on the desk",
    "alarm": "raised an alarm",
    "walk alarm": "texted the alarm to a coordinator",
    "acknowledge": "took the alarm",
    "teach place": "taught us a place",
    "set duty": "set who is on duty",
    "add coordinator": "added a coordinator",
    "change coordinator": "changed a coordinator",
    "remove coordinator": "removed a coordinator",
    "make sign-in link": "made a sign-in link",
    "sign in": "signed in",
    "sign out everywhere": "signed out everywhere",
}
"""Verb of the log -> its words. A test holds that every verb in the code stands here."""


def said(entry: Entry) -> str:
    """What happened, in words: "approved the list", "put something on the desk: shortlist"."""
    words = VERBS.get(entry.verb, entry.verb)
    return f"{words}: {entry.detail.replace('_', ' ')}" if entry.detail else words
