from hypothesis import given
from hypothesis import strategies as st

from newsvane.corpus.speech import quotes, sentences


def found(text: str) -> list[str]:
    return [text[q.start : q.end] for q in quotes.find(text, sentences.paragraphs(text))]


def test_curly_quotes_with_nested_single_ones():
    assert found("“No one says ‘stop’ here,” Roe said.") == ["“No one says ‘stop’ here,”"]


def test_british_single_quotes_survive_apostrophes_and_plural_possessives():
    text = "‘It’s the elders’ ferry, and it doesn’t leak,’ said Roe. The boats’ age is ‘secret’."
    assert found(text) == ["‘It’s the elders’ ferry, and it doesn’t leak,’", "‘secret’"]


def test_an_apostrophe_alone_opens_nothing():
    assert found("In the ‘90s the boats’ paint, ’tis said, was rock ’n’ roll.") == []
    assert found("The crew's boats' paint was old in the '90s.") == []


def test_straight_quotes_come_in_pairs():
    assert found('"It leaks," Roe said. "Badly."') == ['"It leaks,"', '"Badly."']
    assert found("The 'elites' are 'scared,' he said.") == ["'elites'", "'scared,'"]


def test_typewriter_guillemet_and_german_quotes():
    assert found("``It leaks,'' Roe said.") == ["``It leaks,''"]
    assert found("''It leaks,'' Roe said. ''Badly.''") == ["''It leaks,''", "''Badly.''"]
    assert found("Roe: «It leaks.» Doe: „No.“") == ["«It leaks.»", "„No.“"]


def test_a_quote_of_several_paragraphs_opens_each_and_closes_the_last():
    text = "Roe said: “It leaks.\n\n“It sinks.\n\n“It is gone.”\n\nNobody came."
    parts = quotes.find(text, sentences.paragraphs(text))
    assert [q.continued for q in parts] == [False, True, True]
    assert found(text)[-1] == "“It is gone.”"


def test_single_quotes_may_run_over_paragraphs_too():
    text = "‘It leaks.\n\n‘It sinks,’ said Roe."
    assert found(text) == ["‘It leaks.", "‘It sinks,’"]


def test_a_straight_quote_never_closed_ends_where_the_next_one_opens():
    # Without this the outlet's words and the quotations would swap places to the paragraph's end.
    assert found('He said "it leaks. She said "it sinks" and left.')[-1] == '"it sinks"'


@given(st.text(alphabet="ab ,.“”‘’\"'«»„`\n", max_size=80))
def test_quotes_lie_in_order_inside_paragraphs(text):
    paragraphs = sentences.paragraphs(text)
    at = 0
    for quote in quotes.find(text, paragraphs):
        assert at <= quote.start < quote.end
        assert any(start <= quote.start and quote.end <= end for start, end in paragraphs)
        at = quote.end
