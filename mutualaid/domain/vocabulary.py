"""The words everything else is written in: states, events, kinds and what a text can mean.

Events are verbs, states are participles. The values stand in the store, in logs and in tests as they are here.
"""

from __future__ import annotations

from enum import StrEnum

KINDS = (
    "food", "water", "supplies", "medicine", "care", "ride", "delivery", "shelter", "clothing", "bedding",
    "money", "childcare", "company", "repair", "power", "translation", "advice", "pets", "rescue", "general",
)  # fmt: skip
"""What a need or an offer can be about. A group may leave some out in its config, not add new ones."""

BY_HAND_KINDS = frozenset({"rescue", "money"})
"""Kinds that always go to a person and are never matched."""

WITHOUT_DISTANCE_KINDS = frozenset({"company", "translation", "advice", "money"})
"""Kinds that can be done by phone: no place is needed and distance does not count."""


PAYABLE_KINDS = frozenset({"food", "supplies", "medicine"})
"""Kinds that somebody may have to pay for in a store."""

PRACTICAL = ("car_seat", "wait", "stairs", "heavy")
"""What a helper hears before any consent, in words of ours: it decides whether they can, and tells of nobody's
health."""


class Pays(StrEnum):
    """Who pays the store, where that was said."""

    THEY = "they"
    """The person in need does, at the door."""
    CANNOT = "cannot"
    """They cannot: nobody is asked to shop until a coordinator settled it."""
    FUND = "fund"
    """The group pays the helper back."""
    NOBODY = "nobody"
    """It costs nothing."""


class Standing(StrEnum):
    """Whether we may text a phone."""

    ACTIVE = "active"
    OPTED_OUT = "opted_out"
    BLOCKED = "blocked"


class NeedState(StrEnum):
    DRAFTED = "drafted"
    OPEN = "open"
    MATCHED = "matched"
    FULFILLED = "fulfilled"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    UNMET = "unmet"


class OfferState(StrEnum):
    DRAFTED = "drafted"
    AVAILABLE = "available"
    PAUSED = "paused"
    WITHDRAWN = "withdrawn"


class MatchState(StrEnum):
    SUGGESTED = "suggested"
    APPROVED = "approved"
    ASKED = "asked"
    COUNTERED = "countered"
    ACCEPTED = "accepted"
    CONFIRMED = "confirmed"
    FULFILLED = "fulfilled"
    DECLINED = "declined"
    LAPSED = "lapsed"
    TURNED_DOWN = "turned_down"
    WITHDRAWN = "withdrawn"
    FELL_THROUGH = "fell_through"
    COVERED = "covered"


class QuestionState(StrEnum):
    RESERVED = "reserved"
    OPEN = "open"
    ANSWERED = "answered"
    LAPSED = "lapsed"
    DROPPED = "dropped"


class MessageState(StrEnum):
    """An inbound message is `received` until its turn is done (`handled`); an outbound one is the rest."""

    RECEIVED = "received"
    HANDLED = "handled"
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    FAILED = "failed"
    DROPPED = "dropped"
    UNSURE = "unsure"


class MessageClass(StrEnum):
    """What an outbound message is for; the outbox sends in this order (see `CLASS_ORDER`)."""

    EMERGENCY = "emergency"
    REPLY = "reply"
    RELAY = "relay"
    CONNECTION = "connection"
    ASK = "ask"
    FOLLOW_UP = "follow_up"
    REST = "rest"


CLASS_ORDER = tuple(MessageClass)


class QuestionKind(StrEnum):
    """What the one open question of a phone is about."""

    # someone asking or offering, while the text is incomplete
    WHAT = "what"
    WHERE = "where"
    WHEN = "when"
    WHERE_TO = "where_to"
    OFFER_WHAT = "offer_what"
    OFFER_WHERE = "offer_where"
    OFFER_WHEN = "offer_when"
    NAME = "name"
    # with the read-back of a posted need; nothing waits for the answer
    KNOWS = "knows"
    PAYS = "pays"
    # beside what a helper says of their limits; nothing waits for the answer
    HOW_OFTEN = "how_often"
    # a match
    ASK = "ask"
    TIME = "time"
    CONFIRM = "confirm"
    TERMS = "terms"
    BACK = "back"
    AGAIN = "again"
    KEPT = "kept"
    DOOR = "door"
    HAPPENED = "happened"
    HELPER_HAPPENED = "helper_happened"
    # the rest
    WHICH = "which"
    SEND_WHERE = "send_where"
    STILL_NEEDED = "still_needed"
    STILL_TEXTS = "still_texts"
    BEFORE = "before"
    BOTH = "both"
    TAKEN_OFF = "taken_off"
    FORGET = "forget"
    INVITE = "invite"
    # coordinators on duty
    REVIEW = "review"
    ALARM = "alarm"


class Answer(StrEnum):
    YES = "yes"
    NO = "no"
    COUNTER = "counter"
    UNSURE = "unsure"


class Command(StrEnum):
    STOP = "stop"
    START = "start"
    HELP = "help"
    STATUS = "status"
    CANCEL = "cancel"
    CHANGE = "change"
    DONE = "done"
    PAUSE = "pause"
    HUMAN = "human"
    FORGET = "forget"
    MENU = "menu"
    LANGUAGE = "language"


class Intent(StrEnum):
    NEED = "need"
    OFFER = "offer"
    BOTH = "both"
    QUESTION = "question"
    ANSWER = "answer"
    COMMAND = "command"
    OTHER = "other"


class Danger(StrEnum):
    """Present danger to life, by what to say first."""

    MEDICAL = "medical"
    VIOLENCE = "violence"
    HOME = "home"
    """Violence by someone in the same home: the neutral reply that does not repeat it."""
    FIRE = "fire"
    OVERDOSE = "overdose"
    SELF_HARM = "self_harm"
    OTHER = "other"


class BrakePosition(StrEnum):
    """How much the group takes on just now."""

    OPEN = "open"
    SLOW = "slow"
    """Only what is urgent is looked for; the rest is written down."""
    CLOSED = "closed"
    """As slow, until a day that everybody is told."""


class Means(StrEnum):
    """How a helper gets around; decides how fast distance counts against them."""

    FOOT = "foot"
    BIKE = "bike"
    CAR = "car"
