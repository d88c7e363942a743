"""Why something stands on the desk, in words a coordinator can act on, with what settles it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """`title` and `todo` may name {name} (who it is about), {helper} (the other side) and {emergency} (the number
    to dial). `acts` are names of buttons, the likeliest first; "done" stands beside them where a look is enough."""

    title: str
    todo: str
    acts: tuple[str, ...] = ("person",)


REASONS: dict[str, Reason] = {
    # danger and people who cannot be answered
    "danger": Reason("{name} wrote of danger", "Make sure that someone has spoken with them. Then this can go."),
    "after_danger": Reason("{name} wrote again after the danger", "Read it now, and phone them if you can."),
    "held": Reason(
        "A need of {name} is held back",
        "They wrote of danger, so no neighbor is asked. Release it once you know that it is safe for a helper.",
        ("release", "need"),
    ),
    "needs_fund": Reason(
        "{name} cannot pay the store now",
        "Nobody is asked to shop until you say who pays, so that no helper is out of pocket. If nobody can, phone"
        " them and close the need honestly.",
        ("fund", "free", "need"),
    ),
    "their_number": Reason(
        "{name} gave a phone number",
        "We do not text it: only who asked us gets texts. If it helps, phone them, and add them if they want ours.",
        ("need", "person"),
    ),
    "opted_out_wrote": Reason(
        "{name} texted, and we cannot answer", "They opted out, so no text of ours may reach them. Phone them."
    ),
    "opted_out_with_need": Reason(
        "{name} opted out while asking for help",
        "CANCEL, END and QUIT end all texts too. Their need was taken off the list and we may not text them. Phone"
        " them and ask. If they text START, they are asked whether they still need it.",
    ),
    "blocked_wrote": Reason(
        "{name} texted, and is blocked", "They were not answered. Unblock them on their page if that is over."
    ),
    "phone_them": Reason(
        "Texts do not arrive at the phone of {name}",
        "It may be a landline or a dead number. Phone them. Nothing more is sent there until they write, or you say"
        " on their page that texts go there again.",
    ),
    "not_reached": Reason("A question did not reach {name}", "Phone them and enter what they say.", ("need",)),
    "wrong_number": Reason(
        "{name} says that we have the wrong number",
        "Nothing more goes there until they write. If you know the right number, add it, and their need by hand.",
    ),
    "silent_phone": Reason(
        "{name} was silent for three months, so our question waits",
        "The phone may have changed hands. We first asked whether they still want our texts. Phone them if it"
        " cannot wait.",
        ("person", "need"),
    ),
    "maybe_out": Reason(
        "{name} may want no more texts",
        "Their words were misspelt, so we asked. If no answer comes, phone them. Blocking them on their page"
        " ends our texts too.",
    ),
    "machine": Reason(
        "{name} sends the same words again and again",
        "It may be a machine, so we stopped answering. If it is a person, phone them. Other words are answered.",
    ),
    "spam": Reason(
        "{name} sent what looks like an advertisement", "It was not answered. Read it when there is time."
    ),
    "renamed": Reason(
        "A phone with something open has another name now",
        "They said that it is only theirs: {name}. Make sure that what is open there is theirs too.",
    ),
    "minor": Reason(
        "{name} says to be under age",
        "Speak with a parent first. If they want to help, nobody is put together with them until you end the break"
        " on their page. If they ask for help, look who comes.",
    ),
    "shared_phone": Reason(
        "{name} says that others use this phone too",
        "We asked them to say their name. Ask who is who when you write or call.",
    ),
    "shared_offer": Reason(
        "Someone else on the phone of {name} offers help",
        "Helpers are called by the name of their phone. Ask who would come before you let them be asked.",
    ),
    "no_number": Reason(
        "A text came from a sender that cannot be answered", "Read it. It has no phone number behind it.", ()
    ),
    # a need on its way
    "shortlist": Reason(
        "Who could help {name}?",
        "Look the list over and let them be asked, in this order, a few at a time.",
        ("approve", "need"),
    ),
    "nobody": Reason(
        "Nobody found for {name}",
        "Ask someone by hand, change the need, or close it honestly. We look again by ourselves every day.",
        ("need",),
    ),
    "by_hand": Reason(
        "{name} asks for something only a person can arrange",
        "No neighbor is asked for this by itself. Phone them, or ask someone by hand.",
        ("need", "person"),
    ),
    "unknown_place": Reason(
        "We do not know where this is",
        "Say where it is, once. Everyone who writes it after that is understood.",
        ("places", "need"),
    ),
    "intake_stuck": Reason(
        "{name} asked for help, and we could not understand all of it",
        "Fill in what is missing, or phone them and ask.",
        ("need", "person"),
    ),
    "offer_stuck": Reason(
        "{name} offers help, and did not finish",
        "Ask them what is missing, or add the offer by hand.",
        ("offer",),
    ),
    "changed_after_yes": Reason(
        "{name} changed what they need after a helper said yes",
        "See whether the helper can still come. If not, say that it fell through.",
        ("need",),
    ),
    "outside": Reason(
        "{name} asks from outside our area",
        "They were told that it may be too far and that a person reads it. Let it be looked for all the same, or"
        " close it honestly on its page.",
        ("look_on", "need"),
    ),
    "closed_unmet": Reason(
        "{name} was not helped in time",
        "The need was closed and they were told. Phone them if you know of another way.",
    ),
    # a match
    "terms_to_read": Reason(
        "{name} said yes, but not simply", "Read it and enter what it means: a yes with a time, or a no.", ("need",)
    ),
    "price_named": Reason(
        "{name} wants money for helping",
        "Help is free. Ask whether they help without, and enter their yes or no; the other side's yes waits.",
        ("need",),
    ),
    "cannot_ask": Reason(
        "{helper} would help {name}, and we may not text {name}",
        "Phone them, and enter their yes or no by hand.",
        ("need", "person"),
    ),
    "no_answer": Reason(
        "{name} did not answer whether {helper} may come",
        "The helper was let go. Phone them; then ask again, or close the need.",
        ("look_on", "need"),
    ),
    "requester_cannot": Reason(
        "{name} called off the help that was agreed",
        "Find out whether they still need it. If not, close the need.",
        ("need",),
    ),
    "waiting_for_helper": Reason(
        "{name} waits, and {helper} is not there",
        "The time has come and they write that nobody is there. Their words went to {helper}. Phone {helper}, then"
        " {name}.",
        ("person", "need"),
    ),
    "door_shut": Reason(
        "{name} is at the door of {helper}, and nobody opens",
        "Their words were passed on. Phone the one who needs help, and make sure that they are well.",
        ("need", "person"),
    ),
    "comes_all_the_same": Reason(
        "{name} is on the way to a visit that is off",
        "They were told not to go. See whether they are needed after all, and tell them.",
        ("person", "need"),
    ),
    "relay_closed": Reason(
        "A text of {name} could not be passed on", "The other side opted out. Phone them.", ("need",)
    ),
    "to_pass_on": Reason(
        "{name} wrote to {helper}",
        "Texts between neighbors are passed on by you. Pass the words on as they stand, or answer {name}. They were"
        " told that a person passes it on.",
        ("pass_on", "person"),
    ),
    "no_door": Reason(
        "{name} did not say where the door is",
        "A helper is coming and knows only the corner. Phone them, and pass the street and door on to the helper.",
        ("need", "person"),
    ),
    "despair": Reason(
        "{name} writes without hope", "Phone them now and listen. They were told that a person reads it."
    ),
    "worried_for": Reason("{name} worries about one who does not answer", "Phone them now. Nothing is posted."),
    "complaint": Reason(
        "{name} is worried or complains about {helper}",
        "Phone them before anything else. Their words were not passed on, and nothing more goes between the two"
        " until you let it go on, or end it, on the need's page. The other side is asked for nothing until then.",
        ("person", "go_on", "need"),
    ),
    "unwanted": Reason(
        "{name} may not want {helper}, who was to come",
        "Phone them before anything else, and ask whether they are safe: {helper} may know the street. Where they"
        " said so clearly, the visit is off, and {helper} heard only that; else they were asked.",
        ("person", "need"),
    ),
    "ill": Reason(
        "{name} waits for help, and somebody there is ill",
        "Phone them now. It was not passed on.",
        ("person", "need"),
    ),
    "tells_more": Reason(
        "{name} waits for help and tells more",
        "Read it now: it may have become urgent. They were told that you read it.",
        ("person", "need"),
    ),
    "off_soon": Reason(
        "{helper} called off what {name} expects soon",
        "Phone {name} now: they may be waiting for it. Phone someone you know who could step in.",
        ("need", "person"),
    ),
    "worried": Reason(
        "{name} is worried about {helper}, who would come",
        "Phone them before they answer. Their words were not passed on. A yes of theirs still brings the two"
        " together.",
        ("person", "need"),
    ),
    "maybe_another_need": Reason(
        "{name} may have asked for something else",
        "Their words went to the other side. If it is a need of its own, add it.",
        ("add_need",),
    ),
    "same_hour": Reason(
        "{helper} promised another visit at the time of {name}'s",
        "Ask {helper} whether both can be kept. If not, say on the need which one falls through, so that others are"
        " asked.",
        ("need", "person"),
    ),
    "maybe_new_time": Reason(
        "{name} and {helper} may have moved the time",
        "Their words were passed on. Our reminders say that the old time may change. Ask them if it matters.",
        ("need", "person"),
    ),
    "not_moved": Reason(
        "{name} would come to {helper} at a time that is taken",
        "They promised that time to somebody, or help enough that week. They were told that it was not passed on."
        " Ask them if they name no other time.",
        ("need", "person"),
    ),
    "never_together": Reason(
        "{name} wants never to be matched with somebody",
        "We could not tell whom. Find out, and enter it on their page under never match. Nobody is told.",
    ),
    "kept_back": Reason(
        "A text of {name} for {helper} was kept back",
        "{helper} wrote of violence at home, so no text may reach them now. Ask whoever took the alarm what to do.",
        ("person", "need"),
    ),
    "door_kept_back": Reason(
        "The street of {name} for {helper} was kept back",
        "No text may reach {helper} now. It goes out when their texts start again, unless {name} wrote more since.",
        ("person", "need"),
    ),
    "off_kept_back": Reason(
        "{name} was not told that a visit is off, or has to wait",
        "No text may reach them now, for somebody may read along. Ask whoever took the alarm how to tell them.",
        ("person", "need"),
    ),
    "no_shows": Reason(
        "Twice nobody came where {name} was to help",
        "They are asked nothing until you have looked. Phone them kindly; then let this go.",
    ),
    "lure": Reason(
        "{name} wrote of money, cards, pictures or threats to {helper}",
        "The words were kept back, and nothing more goes between the two. Phone both.",
        ("person", "need"),
    ),
    "short_notice": Reason(
        "{name} needs it before we may ask anybody",
        "Nobody is asked at night, or while the brake is on. Phone someone you know, or phone them to say so.",
        ("need", "person"),
    ),
    "did_it_happen": Reason(
        "Did the help for {name} happen?",
        "Neither side answered. Phone one of them and enter what they say.",
        ("need", "well"),
    ),
    "nobody_came": Reason(
        "Nobody came to {name}",
        "They were told that you know. The need is open again; phone them.",
        ("person", "need"),
    ),
    "well_but": Reason(
        "{name} says that help came, and something more",
        "It was noted as well. Read their words: something is missing or wrong, or they want more help.",
        ("person", "need"),
    ),
    "news_of_them": Reason(
        "{name} tells how it is with the one they help", "Read it now. Phone both. Nothing was passed on."
    ),
    "problem": Reason(
        "There was a problem with {name}",
        "Phone them. Nothing is passed on between the two until you let it go on, or end it, on the need's page."
        " The other side is asked for nothing until then.",
        ("person", "go_on", "need"),
    ),
    "two_stories": Reason(
        "The two sides tell it differently",
        "One says that it went well, the other does not. Phone both.",
        ("need",),
    ),
    # a conversation
    "asked_for_a_person": Reason("{name} asks for a person", "Answer them or phone them."),
    "question": Reason("{name} asks something", "Answer as the group, on their page."),
    "call_back": Reason(
        "{name} phoned our number",
        "They heard how to text us. If it says that they asked for it, or nothing came since, call them back.",
    ),
    "for_us": Reason("{name} wrote to us, not to the other side", "Answer as the group."),
    "unsent": Reason(
        "{name} did not say whom or what their words are for",
        "We asked and heard nothing, so they went to nobody. Read them: if a visit is off, the other side waits.",
    ),
    "not_understood": Reason(
        "We did not understand {name}", "Read it. Answer, or add the need or offer it is.", ("person", "add_need")
    ),
    "many_texts": Reason(
        "{name} wrote text after text in a few minutes",
        "They may be afraid. They were told that a person reads them all: read them and write or phone.",
        ("person", "add_need"),
    ),
    "need_and_offer": Reason(
        "{name} asks and offers in one text",
        "We took down what they need. Add what they offer by hand.",
        ("offer",),
    ),
    "answers_coordinator": Reason("{name} answers what one of you wrote", "Read it, and answer if need be."),
    "picture": Reason("{name} sent a picture", "We cannot see pictures. Ask them to say it in words."),
    "language": Reason("{name} asks for another language", "Set it on their page, or say which we speak."),
    "wrote_while_held": Reason(
        "{name} wrote to you", "You or a colleague took over this conversation. Answer, or hand it back."
    ),
    "forget": Reason(
        "{name} wants their data deleted",
        "They wrote of danger, asked for something again meanwhile, or wanted no more texts in the same breath, so"
        " the service left it to you. Delete it on their page. Only then may anybody tell them that it is done.",
    ),
    # the machine
    "failed_turn": Reason(
        "A text of {name} could not be worked on", "They were told that a person reads it. Read it and answer."
    ),
    "failed_plan": Reason(
        "Something planned for {name} failed again and again", "See where it stands and go on by hand.", ()
    ),
    "daily_cap": Reason(
        "The day's limit of texts is reached",
        "Only emergencies and replies still leave. The limit is daily_cap in the configuration.",
        (),
    ),
    "webhook_errors": Reason(
        "The provider could not bring us texts",
        "They are fetched from its list. Whoever runs the service looks at its log there and at `mutualaid check`.",
        (),
    ),
    "provider_differs": Reason(
        "What left in our name is not what the provider says",
        "Somebody else may use our keys; or a backup was put back, and texts sent since are not known.",
        (),
    ),
    "sender_stopped": Reason(
        "Our texts are not being taken", "The provider refuses them. Whoever runs the service must look now.", ()
    ),
}
"""Case reason -> what the desk says. A test holds that every reason in the code stands here."""

OWN_REMINDERS = frozenset({"shortlist", "danger"})
"""Cases those on duty are texted about anyway."""

AT_ONCE = frozenset({
    "to_pass_on", "unsent", "complaint", "unwanted", "worried", "off_soon", "problem", "lure", "after_danger",
    "never_together", "despair", "waiting_for_helper", "door_shut", "comes_all_the_same",
    "news_of_them", "worried_for",
})  # fmt: skip
"""Cases those on duty hear of right away."""

NO_PLAIN_END = frozenset({
    "shortlist", "held", "needs_fund", "by_hand", "outside", "unknown_place", "intake_stuck", "cannot_ask",
    "no_answer",
})  # fmt: skip
"""Reasons that only an act settles: closed with a mere look, their need would lie unattended."""


def reason_of(name: str) -> Reason:
    return REASONS.get(name, Reason("Something needs a look", "See where it stands.", ()))
