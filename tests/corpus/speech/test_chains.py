import pytest

from newsvane.corpus.speech import chains, names, speakers
from newsvane.corpus.speech.phrases import words_of

PEOPLE = names.roster("Ada Byron met Max Roe. Nina Doe met Ole Lund.")


def read(sentence: str) -> tuple[str, list[str]]:
    words = words_of(sentence)
    found = speakers.attributions(words, PEOPLE)
    best = chains.choose(found, words, [])
    inside = chains.inside(best, found, words)
    return " ".join(best.source), [" ".join(one.source) for one in inside]


@pytest.mark.parametrize(
    ("sentence", "speaker", "inside"),
    [
        ("Byron said that Roe believes it leaks.", "Byron", ["Roe"]),
        ("Roe believes that it leaks, Byron said on Sunday.", "Byron", ["Roe"]),
        ("Roe believes that it leaks, said Byron.", "Byron", ["Roe"]),
        ("Byron said Roe told Doe that Lund thinks it leaks.", "Byron", ["Roe", "Lund"]),
        ("Byron said it leaks and sinks by the day, but Roe denied it.", "Byron", []),
        ("Byron said it leaks and it sinks by the day, while Roe insists.", "Byron", []),
        ("Byron said it leaks; Roe insists.", "Byron", []),
        ("Roe thinks it leaks, according to Byron.", "Byron", ["Roe"]),
    ],
)
def test_the_outermost_source_utters(sentence, speaker, inside):
    assert read(sentence) == (speaker, inside)


def test_a_saying_outweighs_a_wish():
    assert read("Roe opposed the ferry that, Byron said, leaks all day.")[0] == "Byron"


def test_a_quotation_may_tell_what_somebody_else_thinks():
    found = chains.within("“Roe believes that it leaks,”".split(), PEOPLE)
    assert [one.source for one in found] == [("Roe",)]
    assert chains.within("“He believes that I said so,”".split(), PEOPLE) == ()
    assert chains.within("“It leaks,”".split(), PEOPLE) == ()
