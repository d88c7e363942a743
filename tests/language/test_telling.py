"""What words of asking, lacking and giving only tell, and what asks, lacks or gives without saying so."""

from __future__ import annotations

import pytest
from reading_help import read, read_in_all

QUESTIONS = [
    "They say if we leave the camp we can not come back. Is that true?",
    "will we have school on monday",
    "where they give the cards for the bus",
    "price of a ticket to the coast please",
    "If somebody has no papers where can he sign up",
    "I'd like to know what happens because we have no radio",
    "I'm a survivor. I would like more information about the storm.",
    "send me the address of the town hall please",
    "can someone travel to the islands without a visa?",
    "Where can I drop off my resume?",
    "details of who needs the meals",
    "if it rains can we go inside",
]

NOTHING = [
    "I do not want information any more",
    "the door is open to those who know how to knock",
    "thank you very much for all the information",
    "bless the neighbors, they give us bread every week",
    "people on T?koa street (Bay?) send thanks",
    "notes: the same text again? is it a joke?",
    "the governor says 40 towns are still without power",
    "my kitchen smells like a candle shop",
    "there were volunteers at every door of the hall",
    "you have a lovely hotel and staff",
    "been volunteering at the shelter all week",
    "necesito una siesta",
]

NEEDS = [
    "we never benefited from any aid here",
    "I did not find anything yet",
    "we lost all our crops and goats",
    "not one official came, no authority has visited us",
    "we can not even find a tarp",
    "I just ask you for rice, beans",
    "they need lots of bandages at the school",
    "I would like to have a job",
    "my roof is gone and so is the road. HELP.",
    "she has not had a hot meal since friday",
    "we have no work but we are available to work",
    "I have an urgent need to call home, please give me phone credit",
]

OFFERS = [
    "Let me know what to buy, I am at Costco thursday",
    "Is there still a need for drivers?",
    "making 200 sandwiches and need to know where to take them",
    "Would it help if I brought pizza for the crew?",
    "need a place to donate coats",
    "wanted to organize a food drive for your residents",
    "avisenme que comprar, voy al mercado el jueves",
    "ayuda si llevo pizza para los voluntarios?",
    "dites moi quoi acheter, je vais au marché jeudi",
    "je cherche un endroit pour donner des manteaux",
]


@pytest.mark.parametrize("text", QUESTIONS)
def test_it_asks(text: str) -> None:
    assert read(text).intent == "question"


@pytest.mark.parametrize("text", NOTHING)
def test_it_only_tells(text: str) -> None:
    assert read(text).intent == "other"


@pytest.mark.parametrize("text", NEEDS)
def test_it_lacks(text: str) -> None:
    assert read(text).intent == "need"


@pytest.mark.parametrize("text", OFFERS)
def test_it_gives(text: str) -> None:
    assert read_in_all(text).intent == "offer"
