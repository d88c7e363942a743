"""A coordinator says what a text is about: what came of it is changed, and her words for it are kept and heeded in
every text from then on, until somebody takes them back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from mutualaid.domain.corrections import Correction
from mutualaid.domain.lifecycle import MATCH_ON, NEED_LIVE
from mutualaid.domain.messages import Message
from mutualaid.domain.needs import Need, Offer
from mutualaid.domain.people import Neighbour
from mutualaid.domain.reading import Context, Reading
from mutualaid.domain.vocabulary import Answer, Intent, MatchState, NeedState, OfferState, Standing
from mutualaid.language.reader import Reader
from mutualaid.language.words.taught import (
    MOST_WORDS,
    Taught,
    as_written,
    asks_in_full,
    is_ordinary,
    names_help,
    too_common,
    words_of,
)
from mutualaid.service.desk import needs as desk
from mutualaid.service.desk import readings as deskreadings
from mutualaid.service.desk.adding import Entered
from mutualaid.service.kit import Kit
from mutualaid.service.needs import offering
from mutualaid.service.refused import NotThere
from mutualaid.service.turn import Turn
from mutualaid.store import corrections, messages, needs, people
from mutualaid.store.engine import Tx

LONGEST_PHRASE = 60
"""Characters."""

NOTHING = "nothing asked or offered"
WANTING = (Intent.NEED, Intent.OFFER, Intent.BOTH)

DIGITS = 6
"""Digits in all from which on words may hold a phone number."""


@dataclass(frozen=True, slots=True)
class TextPage:
    """One text that came in, what was read of it, and what stands because of it."""

    message: Message
    who: Neighbour
    reading: Reading
    kinds: tuple[str, ...]
    """What it is about by the need or offer that came of it, else as it was read."""
    made: tuple[Need | Offer, ...]


def text_page(kit: Kit, message_id: str) -> TextPage:
    """Raises NotThere where no such text came in or its words are gone."""
    with kit.store.reading() as tx:
        message = messages.get(tx, message_id)
        who = people.get(tx, message.neighbour_id or "") if message is not None else None
        if message is None or who is None or message.direction != "in" or not message.body.strip():
            raise NotThere("There is no such text, or its words are gone.")
        made = made_of(tx, message)
    reading = deskreadings.of_texts(kit, who, [message])[message.id]
    kinds = made[0].kinds if len(made) == 1 else reading.kinds
    return TextPage(message, who, reading, kinds, made)


def made_of(tx: Tx, message: Message) -> tuple[Need | Offer, ...]:
    """The needs and offers that stand because of this text, the newest first."""
    who, body = message.neighbour_id or "", message.body.strip()
    asked = [n for n in needs.all_needs_of(tx, who) if n.state in NEED_LIVE or n.state is NeedState.DRAFTED]
    given = [o for o in needs.offers_of(tx, who) if o.state is not OfferState.WITHDRAWN]
    found: list[Need | Offer] = [*asked, *given]
    first, last = message.created_at, message.created_at + AT_ONCE
    begun = tuple(one for one in found if first <= one.created_at <= last and one.text and one.text in body)
    return begun or tuple(one for one in found if f"\n{body}\n" in f"\n{one.text}\n")


AT_ONCE = timedelta(hours=1)
"""How long after a text what came of it may have been written down."""


# --- what may be kept ------------------------------------------------------------------------------------------


def refusal(
    kit: Kit, given: str, kinds: tuple[str, ...], who: Neighbour | None = None, text: str = ""
) -> str | None:
    """Why these words cannot be taught to mean these kinds, or without any that they ask for nothing in this
    `text`, as a sentence; None where they can. `who` wrote the text."""
    words, phrase = words_of(given), as_written(given)
    if not words:
        return "Write words: marks and pictures alone cannot be taught."
    if len(words) > MOST_WORDS or len(phrase) > LONGEST_PHRASE:
        return f"Take {MOST_WORDS} short words at most, so that other texts can hold them too."
    if sum(c.isdigit() for c in phrase) >= DIGITS:
        return "Leave the number out: what is taught is kept, so it must not hold anybody's number."
    if name := _name_in(kit, words, who):
        return f"Leave “{name}” out: it is somebody's name, and what is taught is kept."
    languages = kit.config.group.languages
    alone = _alone(kit, phrase)
    if alone.danger is not None:
        return f"“{phrase}” tells of danger. That is always read as danger, whatever it is about."
    if _owned(alone):
        return f"“{phrase}” means something to us already: a stop, a change, an answer, a greeting or the like."
    if too_common(words, languages):
        return f"“{phrase}” stands in too many texts. Take the words beside it too."
    if not kinds:
        if plain := names_help(words, languages) or (phrase if asks_in_full(alone) else ""):
            return f"“{plain}” is what people write who need it. Take the words beside it too."
        as_it_is = _alone(kit, text)
        if as_it_is.intent not in WANTING and not as_it_is.kinds:
            return "This text is read as asking for nothing already, so there are no words to keep."
    new = Correction("", phrase, " ".join(words), kinds, kit.clock.now(), "")
    if not _alone(kit, phrase if kinds else text, new).taught:
        return f"“{phrase}” would still not be read that way. Try other words of the text."
    return None


def _owned(reading: Reading) -> bool:
    says = reading.command or reading.digit is not None or reading.answer in (Answer.YES, Answer.NO, Answer.UNSURE)
    return bool(
        says or reading.bare_ok or reading.pleasantry or reading.thanks or reading.automatic or reading.complaint
        or reading.apart or reading.wrong_number or reading.covered or reading.cannot
    )  # fmt: skip


def _name_in(kit: Kit, words: tuple[str, ...], who: Neighbour | None) -> str | None:
    """A word that is a neighbour's name. Ordinary words that are names too only count where the writer has them."""
    with kit.store.reading() as tx:
        everyone = people.names(tx).values()
        asked_for = [n.for_name for n in needs.all_needs_of(tx, who.id)] if who is not None else []
    own = {word for name in [who.name if who is not None else None, *asked_for] for word in words_of(name or "")}
    others = {word for one in everyone for word in words_of(one.name or "")}
    for word in words:
        if word in own or (word in others and not is_ordinary(word, kit.config.group.languages)):
            return word
    return None


def _alone(kit: Kit, phrase: str, *heeding: Correction) -> Reading:
    """How a phrase is read as a text of its own, with no corrections but these."""
    group = kit.config.group
    reader = Reader(group.languages, None, group.kinds, lambda: Taught(heeding))
    return reader.understand(phrase, Context(kit.clock.now().astimezone(group.zone)))


# --- what she does ---------------------------------------------------------------------------------------------


def correct(kit: Kit, message_id: str, form: Entered, by: str) -> str | None:
    """Does what the form of a text asks and says what was done; None where `form.wrong` says what is amiss. Raises
    NotThere where the text is gone."""
    page = text_page(kit, message_id)
    given, nothing = form.get("words"), bool(form.get("nothing"))
    kinds = () if nothing else tuple(kind for kind in kit.config.group.kinds if kind in form.kinds)
    if not (kinds or nothing):
        form.wrong["kinds"] = "Tick what it is about, or that it asks for nothing."
    elif given and (why := refusal(kit, given, kinds, page.who, page.message.body)):
        form.wrong["words"] = why
    elif not given and not page.made:
        form.wrong["words"] = "Nothing open came of this text, so write the words to keep for the next one."
    if form.wrong:
        return None
    said = kit.turn(lambda turn: _correct(turn, page, kinds, given), who=by)
    if given:
        now = deskreadings.of_texts(kit, page.who, [page.message])[message_id]
        if set(now.kinds) != set(kinds) if kinds else now.intent in WANTING:
            said.append("This text says more than that, so as a whole it reads as it stands here.")
    return " ".join(said)


def _correct(turn: Turn, page: TextPage, kinds: tuple[str, ...], given: str) -> list[str]:
    made = made_of(turn.tx, page.message)
    said = []
    if len(made) > 1:
        said.append("More than one thing came of this text, so change those by themselves.")
    for one in made if len(made) == 1 else ():
        if not kinds:
            said.append(_ended(turn, one))
        elif set(one.kinds) == set(kinds):
            continue
        elif isinstance(one, Need):
            desk.change(turn, one.id, replace(one, kinds=kinds))
            said.append("Their need is changed, and we look again who fits.")
        else:
            _change_offer(turn, one, kinds)
            said.append("Their offer is changed.")
    if given:
        phrase, words = as_written(given), " ".join(words_of(given))
        new = Correction(turn.kit.ids.new(), phrase, words, kinds, turn.now, turn.who)
        before = _alone(turn.kit, phrase).kinds
        meant = f" By itself it meant {', '.join(before)} so far." if before and set(before) != set(kinds) else ""
        old = corrections.put(turn.tx, new)
        turn.log("teach kinds", detail=", ".join(kinds))
        was = "" if old is None else ", ".join(old.kinds) or NOTHING
        instead = f" It was “{was}” before." if old is not None and old.kinds != kinds else ""
        heard = "heard that way" if kinds else "passed over"
        said.append(f"Kept: “{phrase}” is {heard} from now on.{instead or meant}")
    return said or ["That is how it stands already."]


def _ended(turn: Turn, one: Need | Offer) -> str:
    """What came of a text that asked for nothing and offered nothing is over."""
    if isinstance(one, Need):
        desk.end(turn, one.id, "withdraw")
        told = people.need(turn.tx, one.neighbour_id).standing is Standing.ACTIVE
        return "Their need is off the list, and they are told." if told else "Their need is off the list."
    offering.end_offer(turn, one)
    _drop_lists(turn, one)
    on = [m for m in needs.matches_of_helper(turn.tx, one.neighbour_id) if m.offer_id == one.id]
    going = any(m.state in MATCH_ON for m in on)
    return "Their offer is taken back." + (" What they were asked already goes on." if going else "")


def _change_offer(turn: Turn, offer: Offer, kinds: tuple[str, ...]) -> None:
    needs.change_offer(turn.tx, offer, kinds=kinds)
    turn.log("correct", neighbour_id=offer.neighbour_id, detail=", ".join(kinds))
    _drop_lists(turn, offer)
    offering.look_again_at_open_needs(turn, offer.neighbour_id)


def _drop_lists(turn: Turn, offer: Offer) -> None:
    """Lists made with what was offered before are made again, unless somebody on them was asked."""
    for match in needs.matches_of_helper(turn.tx, offer.neighbour_id):
        if match.offer_id == offer.id and match.state in (MatchState.SUGGESTED, MatchState.APPROVED):
            needs.drop_suggestion(turn.tx, match.id)
            turn.schedule("round", turn.now, need_id=match.need_id)


def take_back(turn: Turn, correction_id: str) -> str:
    """Undoes a correction; what was changed by it before stays. Says so. Raises NotThere where it is gone."""
    gone = corrections.remove(turn.tx, correction_id)
    if gone is None:
        raise NotThere("There is no such correction.")
    turn.log("take back words", detail=", ".join(gone.kinds))
    return f"“{gone.phrase}” is read as before again. What was changed with it stays as it is."
