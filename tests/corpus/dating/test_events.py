"""The list of events: few, ordered, and never named by a word alone."""

from newsvane.corpus.dating.events import EVENTS, named


def test_a_feared_event_is_not_named() -> None:
    assert named("Many feared an invasion of Ukraine in the coming weeks.") == []


def test_a_fresh_wording_is_told_apart() -> None:
    fresh = "The invasion of Ukraine is a special operation, he said when the invasion began."
    assert [event.fresh for event, _ in named(fresh)] == [True]
    old = "Since the full-scale invasion of Ukraine, prices rose."
    assert [event.fresh for event, _ in named(old)] == [False]


def test_the_list_stays_small_and_its_gates_are_sound() -> None:
    assert len(EVENTS) <= 20
    for event in EVENTS:
        assert len(event.words) == len(event.patterns)
    # The plain words must never shut out a text that the pattern would find.
    for text in (
        "Sept. 11 attacks",
        "9/11 attacks",
        "COVID-19",
        "President Donald Trump",
        "annexed Crimea",
    ):
        assert named(text), text
