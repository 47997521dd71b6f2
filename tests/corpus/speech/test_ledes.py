"""Who is described first and named a little later."""

import pandas as pd
import pytest

from newsvane.corpus import voices

NAMED = "Ada Byron said the old ferry leaks by the day."
LEDE = "The head of the harbour guard has warned that the old ferry leaks."


def speakers(text: str, title: str | None = None) -> list[str | None]:
    table = voices.split(pd.DataFrame({"article_id": ["a"], "title": [title], "text": [text]}))
    column = table["speaker"].astype(object)
    return column.where(column.notna(), None).tolist()


def test_the_name_comes_a_sentence_later():
    text = f"{LEDE}\n\nSpeaking in Tallby, Ada Byron said the old ferry leaks by the day."
    assert speakers(text) == ["Ada Byron", "Ada Byron"]
    # Then headline and later descriptions are of the same person.
    rest = f"{text}\n\n“It sinks by the day,” the harbour guard chief said."
    title = "Old ferry leaks – harbour guard chief"
    assert speakers(rest, title) == ["Ada Byron"] * 4


def test_the_speaker_is_then_a_named_one():
    text = f"{LEDE}\n\nAda Byron said the old ferry leaks by the day."
    table = voices.split(pd.DataFrame({"article_id": ["a"], "title": [None], "text": [text]}))
    assert table.speaker_kind.tolist() == ["named", "named"]


@pytest.mark.parametrize(
    "text",
    [
        f"{LEDE}\n\nAda Byron said that nobody reads novels now.",  # about something else
        f"{LEDE}\n\nAda Byron, a baker, said the old ferry leaks by the day.",  # she is another
        f"{LEDE}\n\nMayor {NAMED}",  # she is another
        f"Ada Byron left.\n\n{LEDE}\n\n{NAMED}",  # no news
        f"{LEDE}\n\nThe mill owner agreed that it leaks.\n\n{NAMED}",
        f"A head of the guard has warned that the old ferry leaks.\n\n{NAMED}",  # one of several
        f"The chief has warned that the old ferry leaks.\n\n{NAMED}",
        f"Byron’s son has warned that the old ferry leaks.\n\n{NAMED}",
    ],
)
def test_descriptions_that_stay(text):
    described = [name for name in speakers(text) if name and name != "Ada Byron"]
    assert described
