import pytest

from motcua.signin.browsers import described
from motcua.words import translate


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140 Safari/537 Edg/140", "Edge trên Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64) Gecko Firefox/140.0", "Firefox trên Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19 like Mac OS X) Safari/604", "Safari trên iPhone"),
        ("curl/8.0", "trình duyệt không rõ"),
        ("Something on Android", "Android"),
        ("Firefox", "Firefox"),
        ("", "trình duyệt không rõ"),
    ],
)
def test_a_browser_is_named_in_words(said, words):
    assert translate(described(said), "vi") == words
