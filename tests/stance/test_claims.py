"""Claims are sentences with words, and each has an opposite that says something else."""

from __future__ import annotations

import pytest

from newsvane import tables
from newsvane.errors import StudyError
from newsvane.stance import claims


def test_a_claim_forms_its_opposite_by_rule():
    made = claims.make("  The dam \n is safe ", claim_id="a")
    assert made == claims.Claim("a", "The dam is safe", "The dam is dangerous", "rule")


def test_an_opposite_that_is_given_counts():
    made = claims.make("The dam is safe", claim_id="a", opposite=" It\tleaks ")
    assert (made.opposite, made.opposite_source) == ("It leaks", "study")


@pytest.mark.parametrize("opposite", ["", "  ", None])
def test_an_empty_opposite_is_none(opposite):
    assert claims.make("x is", claim_id="a", opposite=opposite).opposite_source == "rule"


@pytest.mark.parametrize("text", ["", " \n ", "?!…", "—"])
def test_a_claim_without_words_is_an_error(text):
    with pytest.raises(StudyError, match="claim a: it has no words; write one declarative"):
        claims.make(text, claim_id="a")


@pytest.mark.parametrize("text", ["سد آمن", "大坝是安全的", "7"])
def test_words_of_any_script_are_words(text):
    assert claims.make(text, claim_id="a").text == text


def test_an_opposite_that_repeats_the_claim_is_an_error():
    with pytest.raises(StudyError, match="claim a: the opposite repeats the claim"):
        claims.make("The dam is safe", claim_id="a", opposite="the dam IS safe")


@pytest.mark.parametrize("target", ["The dam", " The dam. "])
def test_a_target_becomes_a_claim(target):
    assert claims.from_target(target) == "The dam deserves support"


@pytest.mark.parametrize("target", ["", " . "])
def test_a_target_without_words_is_an_error(target):
    with pytest.raises(StudyError, match="it has no words; name a person or a policy"):
        claims.from_target(target)


def test_the_table_keeps_the_order_of_the_study():
    made = tuple(claims.make(f"The {name} is safe", claim_id=name) for name in ("z", "a"))
    table = tables.check(claims.to_table(made), tables.CLAIMS)
    assert table["claim_id"].tolist() == ["z", "a"]
    assert table["opposite"].tolist() == ["The z is dangerous", "The a is dangerous"]


def test_no_claims_are_an_empty_table():
    assert tables.check(claims.to_table(()), tables.CLAIMS).empty


def test_a_question_is_no_claim():
    with pytest.raises(StudyError, match="it is a question"):
        claims.make("Is the dam safe?", claim_id="dam")
