"""Where English words that often tell an event tell none, and what they tell instead, in sentences of our own."""

from __future__ import annotations

import pytest
from parsed import english_types as types


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        # bare participles only say which
        ("Chile and Peru met near the disputed border.", "REJECT"),
        ("Ghana received the ousted president of Togo.", "SANCTION"),
        # a preposition of time is no particle, a noun of a person's name no event
        ("The Kenyan envoy was taken to Kampala in May.", "AID"),
        ("Ban Ki-moon urged Chad and Niger to talk.", "COERCE"),
        # particles do not join to another verb in English
        ("A student held up a picture in Oslo.", "SUPPORT"),
        # things that are held, given, cut, received or removed
        ("Norway holds the presidency of the council.", "COERCE"),
        ("The minister gave his name as Olsen.", "AID"),
        ("The Peruvian president cut short his holiday.", "SANCTION"),
        ("Austria receives Norwegian gas through a pipeline.", "CONSULT"),
        # journeys of nobody in particular
        ("The soldiers came too late to help the Malian villagers.", "CONSULT"),
        # statements of what others are like refuse nothing
        ("A spokesman said the life of the Zambian president was not in danger.", "REJECT"),
        # what an effort aims at
        ("Kenya praised the efforts to end the war in Chad.", "RETREAT"),
        ("Nobody spoke of a visit to the death penalty wing in Lagos.", "SANCTION"),
    ],
)
def test_no_such_event(text: str, kind: str) -> None:
    assert kind not in types(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        # worries and regrets are stated
        ("Iceland voiced serious concern over the arrests in Minsk.", "STATE"),
        ("Portugal's foreign ministry expressed regret.", "STATE"),
        ("Ghana's government defended its decision.", "STATE"),
        ("Ghana defended Togo against the criticism.", "SUPPORT"),
        # one's own judgement of what happened
        ("The Chadian minister spoke of a shameful provocation by Niger.", "ACCUSE"),
        ("The Chadian minister spoke of a victory for Niger's courage.", "SUPPORT"),
        ("Lima called the Bolivian demand worthless.", "REJECT"),
        # people removed and things given up
        ("The Togolese president sacked the army chief.", "COERCE"),
        ("Chile withdrew the bill after protests in Santiago.", "CONCEDE"),
        ("The rebels gave up their demand for independence from Chad.", "CONCEDE"),
        ("The United States returned a stolen painting to Peru.", "RETREAT"),
        # papers and envoys thrown out
        ("Kenya threw out the Sudanese ambassador.", "SANCTION"),
        ("Norway has held back millions in aid to Mali.", "SANCTION"),
        ("Ghana suspended Togo from the regional bloc.", "SANCTION"),
        ("Chile gave the Peruvian envoy two weeks to leave.", "SANCTION"),
        # demands
        ("Norway, the closest friend of Iceland, called for calm.", "REQUEST"),
        ("Kenya wants talks with Somalia on the border.", "REQUEST"),
        ("Ghana suggested that Togo release the sailors.", "REQUEST"),
        ("Ghana encouraged Togo to resume the talks.", "REQUEST"),
        # promises stay promises
        ("Chad promised not to attack Niger.", "AGREE"),
        ("Kenya pledged to stand by Somalia.", "SUPPORT"),
        # answers in the negative
        ("Ghana insisted that there was no embargo on Togo.", "REJECT"),
        ("Kenya said it would not hand the suspects to Sudan.", "REJECT"),
        ("Ghana did not let the Togolese delegation in.", "REJECT"),
        # force and its victims
        ("At least 40 soldiers died near the town of Kidal in Mali.", "ASSAULT"),
        ("Bombs fell on the town of Kidal in Mali.", "ASSAULT"),
        ("Clashes broke out on Monday between Chad and Niger.", "ASSAULT"),
        ("Malian police pushed back hundreds of migrants.", "COERCE"),
        ("Chad moved a warship into the gulf off Benin.", "MOBILIZE"),
        ("Chad now has 200 soldiers in Benin.", "MOBILIZE"),
        ("Protesters gathered outside the Chadian embassy in Paris.", "PROTEST"),
    ],
)
def test_told(text: str, kind: str) -> None:
    assert kind in types(text)


def test_a_condition_with_should_asks_for_nothing() -> None:
    assert "REQUEST" not in types('Chad would answer, the minister said, "should Niger attack the border".')


def test_of_two_verbs_of_one_journey_one_tells_it() -> None:
    assert types("The Kenyan minister flew to Kampala to talk to the Ugandan president.").count("CONSULT") == 1
