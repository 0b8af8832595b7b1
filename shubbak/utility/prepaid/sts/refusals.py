"""Why a token is not made, or not read."""

from enum import StrEnum


class Reason(StrEnum):
    """What a screen, a log or another program may say of it."""

    NUMBER_OF_METER = "number_of_meter"
    CONFIGURATION = "configuration"
    AMOUNT = "amount"
    TIME = "time"
    KEY_EXPIRED = "key_expired"
    KEY_CHANGE = "key_change"
    NO_TEST_GROUP = "no_test_group"
    KEYS_FILE = "keys_file"
    MESSAGE_KNOWN = "message_known"
    MESSAGE_UNKNOWN = "message_unknown"
    NOT_TWENTY_DIGITS = "not_twenty_digits"
    NOT_OF_THIS_METER = "not_of_this_meter"
    UNKNOWN_KIND = "unknown_kind"


class TokenRefused(Exception):
    """One reason, and one English sentence for people who look after the installation."""

    def __init__(self, reason: Reason, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = reason
