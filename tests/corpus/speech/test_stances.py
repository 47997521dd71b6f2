"""Sentences that tell somebody's stance, and such in which somebody merely acts."""

import pytest

from newsvane.corpus.speech import descriptions, names, voicing

INTRODUCED = "Ada Byron met Max Roe. Nina Doe met Ole Lund. "


def read(sentence: str) -> tuple[str, str | None]:
    text = INTRODUCED + "\n\n" + sentence
    spoken = voicing.read(text, descriptions.described(names.roster(text), text))[-1]
    return spoken.voice, spoken.speaker


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        # Verbs of stance, without a "that".
        ("The pilots' union opposes the new bridge.", "the pilots' union"),
        ("Byron wants the bridge closed by spring.", "Ada Byron"),
        ("Roe supports a toll on lorries.", "Max Roe"),
        ("Doe voted against the harbour budget.", "Nina Doe"),
        ("Lund plans to sue the ferry company.", "Ole Lund"),
        ("The council agreed to widen the quay.", "the council"),
        ("Byron would like to see the pier rebuilt.", "Ada Byron"),
        ("Residents fear higher rents along the canal.", "residents"),
        ("Roe promises a new school on the island.", "Max Roe"),
        ("The mayor offered an apology to the fishermen.", "the mayor"),
        ("Doe dislikes the plan for a casino.", "Nina Doe"),
        ("Lund regards the treaty as a mistake.", "Ole Lund"),
        ("Byron saw the strike as a warning to the owners.", "Ada Byron"),
        ("Critics see the tunnel as a waste of money.", "critics"),
        ("Doe sided with the dockers in the dispute.", "Nina Doe"),
        ("Roe spoke about the floods at the town hall.", "Max Roe"),
        ("The ministry intends to raise the fee for moorings.", "the ministry"),
        ("Lund is considering a run for mayor.", "Ole Lund"),
        ("The court ruled against the ferry company.", "the court"),
        ("The speaker threatens a walkout over the fees.", "the speaker"),
        # What somebody is who takes a stance.
        ("Byron is opposed to the new bridge.", "Ada Byron"),
        ("Roe was critical of the harbour board.", "Max Roe"),
        ("Residents are worried about the dredging.", "residents"),
        ("Doe is reluctant to sell the old mill.", "Nina Doe"),
        ("Lund has been wary of the merger.", "Ole Lund"),
        # Nouns with their owner.
        ("Roe’s opposition to the bridge has cost him friends.", "Max Roe"),
        ("Byron’s refusal to sign the lease surprised the board.", "Ada Byron"),
        ("The council's decision to close the pool drew crowds.", "the council"),
        # Documents.
        ("Polls show the mayor far ahead.", None),
        ("The survey found little trust in the harbour board.", None),
        ("Byron found that the pumps were never tested.", "Ada Byron"),
        # The verb of saying outweighs the stance it tells of.
        ("A third of the pilots’ union said they want a new dock.", None),
        ("Doctors at the clinic said they want a new wing.", "doctors at the clinic"),
        ("Byron said Roe supports the toll.", "Ada Byron"),
        ("The race is lost, said Ada Byron, a retired pilot who runs the museum.", "Ada Byron"),
        ("Byron laughed at the offer, then says she will stay.", "Ada Byron"),
    ],
)
def test_a_stance_is_its_holder_s(sentence, speaker):
    assert read(sentence) == ("reported", speaker)


@pytest.mark.parametrize(
    "sentence",
    [
        # Somebody acts.
        "Byron opened the new bridge on Sunday.",
        "Roe signed the lease for the old mill.",
        "Doe walked along the quay with her dog.",
        "Lund bought two boats from the harbour board.",
        "The council met in the town hall for an hour.",
        "Police closed the road to the port.",
        "The union held its yearly meeting in Tallby.",
        "Roe won the vote by a wide margin.",
        "The company built a tunnel under the canal.",
        "Byron travelled to the island with her staff.",
        # The words of stance in another use.
        "The support for the roof gave way in the storm.",
        "Byron saw smoke above the harbour.",
        "Doe found a coin in the sand.",
        "Roe showed his ticket at the gate.",
        "Islands like Tallby depend on the ferry.",
        "The plans lay on the table for weeks.",
        "The focus of the camera was off.",
        "Two trucks backed into the yard.",
        "The view from the tower is wide.",
        "The ferry needs a new engine.",
        "It is sure to rain on Sunday.",
        "The planning took three years.",
        "The wind opposed the small boat all day.",
        # Stances that are asked for, supposed or somebody's without a name.
        "If they want a bridge, the money is there.",
        "Will Roe want the toll?",
        "Nobody knows what Byron wants.",
        "Lund might want to hurry.",
        "The debate on Roe's plan to sell the mill goes on.",
        # Pronouns that are no subjects, and adverbs.
        "The storm makes them feel cold.",
        "The crowd lent her support and cheer.",
    ],
)
def test_who_merely_acts_is_the_outlet_s(sentence):
    assert read(sentence) == ("outlet", None)


def test_a_name_that_ends_like_an_adverb_is_none():
    text = "Megyn Kelly met Ada Byron.\n\nKelly said the ferry leaks."
    assert voicing.read(text, names.roster(text))[-1].speaker == "Megyn Kelly"


def test_both_sides_take_no_side():
    assert (
        read("Lund’s elites, driven behind the Brass Fence on both sides, will sleep.")[0]
        == "outlet"
    )


def test_a_form_of_address_keeps_its_capital():
    assert read("Mr Alder said the dam holds.") == ("reported", "Mr Alder")


@pytest.mark.parametrize(
    ("known", "said_by", "speaker"),
    [
        ("Jim Bell runs the mill.", "Ms Bell", "Ms Bell"),
        ("Mary Bell runs the mill.", "Mr Bell", "Mr Bell"),
        ("Jim Bell and Mary Bell run the mill. Jim Bell slept.", "Mrs Bell", "Mary Bell"),
        ("Jim Bell and Mary Bell run the mill. Mary Bell slept.", "Mr. Bell", "Jim Bell"),
        ("Jim Bell runs the mill.", "Mr Bell", "Jim Bell"),
        ("Orsk Bell runs the mill.", "Ms Bell", "Orsk Bell"),
    ],
)
def test_a_title_leads_to_nobody_of_the_other_sex(known, said_by, speaker):
    text = f"{known}\n\n{said_by} said the noise was bad."
    spoken = voicing.read(text, descriptions.described(names.roster(text), text))[-1]
    assert spoken.speaker == speaker
