"""How long a session lasts, where one is signed in, and what one typed when it had ended."""

from datetime import UTC, datetime, timedelta

import pytest

from shubbak.people.rules import SessionLimits, device_of

AT = datetime(2026, 11, 17, 9, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
LIMITS = SessionLimits(rest=HOUR, length=12 * HOUR)


@pytest.mark.asvs("7.3.1")
def test_a_session_that_rests_ends_and_one_in_use_ends_after_its_length():
    assert LIMITS.end(AT, AT + 5 * MINUTE) == AT + 65 * MINUTE
    assert LIMITS.end(AT, AT + 12 * HOUR - MINUTE) == AT + 12 * HOUR


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Windows"),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit Chrome/130.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18.0 Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36 Edg/130.0", "Edge, Windows"),
        ("curl/8.5.0", ""),
    ],
)
def test_a_browser_is_named_in_two_words(agent, device):
    assert device_of(agent) == device
