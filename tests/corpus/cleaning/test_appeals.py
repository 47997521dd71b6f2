"""What asks something of the reader for the outlet goes; advice, news and opinion stay."""

import time

import pytest

from newsvane.corpus.cleaning import noise
from newsvane.corpus.cleaning.appeals import is_advice, rule_of, weigh


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Do you like our articles? Get the app and read it on the ferry.", "promotion"),
        ("Find us on Facebook for more from the islands.", "promotion"),
        ("To see the chart of the tides, click here.", "promotion"),
        ("Send tips to tips@ferry.example.", "promotion"),
        ("We may earn a commission if you buy through links on this page.", "promotion"),
        ("Start your free trial and read all articles.", "paywall"),
        ("£2 a month for three months, then £9. Cancel any time.", "paywall"),
        ("Only subscribers can see the rest of the text.", "paywall"),
        ("This is a premium article.", "paywall"),
        ("Please be polite in your comments.", "form"),
        ("We and our partners use cookies to improve your experience on this site.", "consent"),
    ],
)
def test_appeals(text, rule):
    assert rule_of(text) == rule


@pytest.mark.parametrize(
    "text",
    [
        "Give our children access to the best schools.",
        "Write to your member about this issue and tell the story.",
        "We welcome the comments of the minister on the rules for asylum.",
        "Only members can see the lake in winter.",
        "This is an exclusive club.",
        "The service costs £9.99 a month, and customers can cancel at any time.",
        "We leave cookies and data behind us wherever we go.",
        "We pay agents who earn commissions on every flat.",
        "Download your bank's app and set a limit.",
        "Follow the money and you will find the minister.",
        "Tickets: email box@hall.example or call 555-0133.",
        "You can find the full report on the website of the council.",
        "Read more books and fewer articles.",
        "Ferry late again pic.twitter.example/x — Ada (@ada) May 3, 2031",
    ],
)
def test_what_only_looks_like_an_appeal(text):
    assert rule_of(text) == ""


def test_beside_noise_a_line_needs_less():
    line = "A weekly letter for readers"
    assert rule_of(line) == ""
    assert rule_of(line, is_beside=True) == "promotion"
    assert rule_of("A weekly letter for readers came.", is_beside=True) == ""


def test_an_article_of_advice_keeps_its_advice():
    body = [
        "Check the news and the ferry app before you leave, and write down your number.",
        "Take a coat, because you will wait on the quay.",
        "Keep your ticket until you are home.",
        "Your children travel free.",
    ]
    asked = "Download the app here and check the timetable."
    assert is_advice(body)
    assert rule_of(asked) == "promotion"
    assert asked in noise.strip([*body, asked]).paragraphs
    promo = "Sign up for our newsletter here."
    assert promo not in noise.strip([*body, promo]).paragraphs


def test_evidence_is_counted_for_the_outlet_alone():
    assert weigh("Read our articles.").points < weigh("Read our articles in our app.").points
    assert weigh("Read their articles here.").points < weigh("Read our articles here.").points


@pytest.mark.parametrize("text", ["click here to " * 45, "a.b@" * 150, "our app: " * 70])
def test_hostile_text_takes_seconds(text):
    start = time.perf_counter()
    for _ in range(1_000):
        rule_of(text)
    assert time.perf_counter() - start < 5
