"""Keys of names, hosts of addresses."""

import pytest

from newsvane.corpus.mastheads import keys


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://www.harrow-post.example/a/b?c=1", "harrow-post.example"),
        ("//m.harrow-post.example/a", "harrow-post.example"),
        ("Harrow-Post.example", "harrow-post.example"),
        ("https://ada:secret@harrow-post.example:8080/", "harrow-post.example"),
        ("https://web.archive.org/web/2031/https://harrow-post.example/x", "harrow-post.example"),
        ("The Harrow Post", None),
        ("javascript:alert(1)", None),
        ("http://[bad", None),
        ("3.5", None),
        ("", None),
    ],
)  # fmt: skip
def test_hosts(address, host):
    assert keys.host_of(address) == host


@pytest.mark.parametrize(
    ("host", "registered"),
    [
        ("moorhead-gazette.example", "moorhead-gazette.example"),
        ("sport.harrow.co.uk", "harrow.co.uk"),
        ("harrow.co.uk", "harrow.co.uk"),
        ("ada.blogspot.com", "ada.blogspot.com"),
        ("harrow.sc.gov.br", "harrow.sc.gov.br"),
        ("news.moorhead.sc.gov.br", "moorhead.sc.gov.br"),
        ("harrow.nsw.gov.au", "harrow.nsw.gov.au"),
        ("sc.gov.br", "sc.gov.br"),
        ("news.harrow.gov.uk", "harrow.gov.uk"),
        ("sport.hp.com.br", "hp.com.br"),  # of companies two letters are a name
    ],
)
def test_what_is_registered(host, registered):
    assert keys.registered(host) == registered


@pytest.mark.parametrize("nothing", ["unknown", "N/A", "-", " ", "Unknown Source"])
def test_names_that_say_nothing(nothing):
    assert keys.says_nothing(nothing)
    assert not keys.says_nothing("Harrow Post")
