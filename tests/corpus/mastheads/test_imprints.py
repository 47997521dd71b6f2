"""What a text says of its own outlet; what it merely mentions."""

import time

import pytest

from newsvane.corpus.mastheads import imprints, register

NAMES = register.load_names()
BODY = "It rained on the island.\n\nThe ferry did not sail, and nobody minded.\n\n"


@pytest.mark.parametrize(
    ("text", "name", "is_source"),
    [
        (BODY + "The views expressed here are the author’s own and do not necessarily reflect the\n"
         "position of The Moscow\nTimes.", "The Moscow Times", False),
        (BODY + "© 2031 The Example Post. All rights reserved.", "The Example Post", False),
        (BODY + "Copyright 2031 The New York Times Company", "The New York Times", False),
        (BODY + "This article was first published in The Guardian.", "The Guardian", False),
        ("The Washington Post\n\n" + BODY, "The Washington Post", False),
        (BODY + "Source: Le Monde", "Le Monde", False),
        ("By Ada Lind\nWashington Post Staff Writer\n\n" + BODY, "The Washington Post", False),
        ("SANDHOLM (Reuters) - " + BODY, "Reuters", True),
        ("(AP) — " + BODY, "Associated Press", True),
        (BODY + "-AFP", "Agence France-Presse", True),
    ],
)  # fmt: skip
def test_what_a_text_says_of_itself(text, name, is_source):
    found = imprints.find(text, names=NAMES)
    assert (found.name, found.is_source) == (name, is_source)
    assert " ".join(found.evidence.split()) in " ".join(text.split())


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "The mayor told The New York Times that the Daily Mail was wrong.\n\n" + BODY,
        BODY + "She first appeared in The New Yorker in 1966, he said.",
        BODY + "(Photo: © Getty Images)",
        BODY + "© 2031 Sandholm University Press. All rights reserved.",
        BODY + "© 2031 Ada Lind",
        BODY + "Source: Read Full Article",
        BODY + "The Reuters report does not reflect the views of The Guardian, he said.",
        "Time and People\n\n" + BODY,
        "SANDHOLM (population 900) – " + BODY,
        "",
    ],
)
def test_a_mention_is_no_imprint(text):
    assert imprints.find(text, names=NAMES) is None


def test_a_title_and_a_byline_may_end_with_the_name():
    found = imprints.find(BODY, names=NAMES, title="Rain on the island - The New York Times")
    assert (found.name, found.evidence) == ("The New York Times", "- The New York Times")
    assert imprints.find(BODY, names=NAMES, byline="Ada Lind, Reuters").is_source
    assert imprints.find(BODY, names=NAMES, title="Rain - a matter of Time") is None


def test_hostile_text_takes_no_time():
    pieces = (
        "A ",
        "Views expressed not reflect ",
        "© ",
        "(c) 2031 A ",
        "Aa/",
        "(Aa ",
        "\n",
        "By A ",
    )
    began = time.process_time()
    for piece in pieces:
        imprints.find(piece * 100_000, names=NAMES, title=piece * 1000, byline=piece * 1000)
    assert time.process_time() - began < 5
