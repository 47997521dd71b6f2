"""Lines of an interface go; headings made of like words stay."""

import pytest

from newsvane.corpus.cleaning.controls import is_ad, is_count, is_part_of_form, rule_of


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("Copy URL", "button or link"),
        ("Share this page via email", "button or link"),
        ("View all comments", "button or link"),
        ("Slideshow (12 images)", "button or link"),
        ("7 replies", "button or link"),
        ("6 min read", "button or link"),
        ("Continued from A3", "button or link"),
        ("See FERRY, page A6", "button or link"),
        ("E-mail (required)", "form"),
        ("Write your comment...", "form"),
        ("Your email", "form"),
        ("Advertisement | Scroll for more", "advertisement"),
        ("Story continues after the ad", "advertisement"),
        ("Sponsored by the Tide Bank", "advertisement"),
    ],
)
def test_lines_of_an_interface(line, rule):
    assert rule_of(line) == rule


@pytest.mark.parametrize(
    "line",
    [
        "Share prices",
        "Share the load",
        "Turn the page",
        "Change the subject",
        "Download the app",
        "Your phone",
        "See the top 10",
        "The first comment",
        "12 boats",
        "Story of a bridge",
        "Advertising",
        "Sponsored by nobody, the team won the cup and went home without a word",
        "Share this page.",
        "Follow the river",
    ],
)
def test_headings_stay(line):
    assert rule_of(line) == ""


def test_what_stands_alone_and_what_beside_others():
    assert is_count("1.2k") and is_count("+7") and not is_count("7 men")
    assert is_ad("AD") and not is_ad("Ad men")
    assert is_part_of_form("Submit") and not is_part_of_form("Submit a plan")
