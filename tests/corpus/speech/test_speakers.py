import pytest

from newsvane.corpus.speech import names, speakers
from newsvane.corpus.speech.naming import name_of
from newsvane.corpus.speech.phrases import QUOTE, words_of

PEOPLE = names.roster("Ada Byron met Max Roe. Nina Doe met Ole Lund. Vera Kim left.")


def first(sentence: str) -> str | None:
    found = speakers.attributions(words_of(sentence.replace("Q", QUOTE)), PEOPLE)
    return name_of(found[0].source, PEOPLE) if found else None


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Byron said that the ferry leaks.", "Ada Byron"),
        ("The ferry leaks, said Ada Byron, a harbour pilot.", "Ada Byron"),
        ("Q said Nina Doe, 23, who works at the quay.", "Nina Doe"),
        ("Q according to Byron.", "Ada Byron"),
        ("Ada Byron, the head of the harbour, said the ferry leaks.", "Ada Byron"),
        ("The tallest man on deck, Mayor Max Roe, tweeted that Q", "Max Roe"),
        ("Byron and Roe say.", "Ada Byron and Max Roe"),
        ("Roe warned, however, that the ferry leaks.", "Max Roe"),
        ("Roe has repeatedly claimed the ferry leaks.", "Max Roe"),
        ("A report from The Harbour Post said that Q", "The Harbour Post"),
        (
            "A clerk familiar with the ferry told The Bote that: Q",
            "a clerk familiar with the ferry",
        ),
        ("A junior harbour official has said that it leaks.", "a junior harbour official"),
        ("One baker told The Bote he expected rain.", "one baker"),
        ("They were told by Roe that it leaks.", "Max Roe"),
        ("According to historian Ada Byron's book Ferries, it leaks.", "Ada Byron"),
        ("It leaks, in Byron’s view.", "Ada Byron"),
        ("Roe was quoted as saying that it leaks.", "Max Roe"),
        ("He went on: Q", "he"),
        ("Byron, who said it leaks, left.", "Ada Byron"),
        ("The ferry reportedly leaks.", ""),  # attributed, nobody named
        ("It is believed that it leaks.", ""),
        ("Q said the ferry’s owner, Nina Doe.", "Nina Doe"),
        ("Ada Byron, R-Texas, said it leaks.", "Ada Byron"),
        ("It leaks, in his view.", "he"),
        ("It nowhere says that the ferry leaks.", "it"),
        ("Harbour inquiry hears that the ferry leaks", ""),  # who hears does not speak
        ("Pilots told that the ferry leaks", ""),
        ("A study of 1,409 pilots said it leaks.", "a study of 1,409 pilots"),
        ("It leaks, Tallby harbour chief claims", "Tallby harbour chief"),
        ("Others fear that it endangers the valley.", "others"),
        ("Critics fear that it endangers the valley.", "critics"),
        ("Byron On Monday Says Ferry Leaks", "Ada Byron"),  # a headline in capitals
    ],
)
def test_who_is_the_source(sentence, speaker):
    assert first(sentence) == speaker


@pytest.mark.parametrize(
    "sentence",
    [
        "The claims were false.",  # nouns that look like verbs
        "He read the reports of the board.",
        "Two crew members were added to the list.",
        "The views expressed by writers are theirs.",
        "Anyone who criticises the ferry is sacked.",
        "A think tank closed.",
        "The result, which she gave to a silent lecture hall, is bad.",  # one does not "lecture"
        "They knew that it leaks.",  # the narrator knows it too
        "It came from fleeing sailors, which confirms that it leaks.",  # sailors would be "who"
        "She added salt to the soup.",
        "It was sold amid claims Roe thought it unsafe.",  # the claims are nobody's here
        "Despite fears Roe believed the worst, it sailed.",
    ],
)
def test_no_attribution(sentence):
    assert first(sentence) is None
