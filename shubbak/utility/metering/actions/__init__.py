"""Every write of the room."""

from shubbak.utility.metering.actions.campaigns import (
    open_campaign,
    resume_field_reading,
    set_practice,
    suspend_field_reading,
)
from shubbak.utility.metering.actions.estimating import Estimated, estimate_missing
from shubbak.utility.metering.actions.fitting import PutUp, Why, add_meter, put_another
from shubbak.utility.metering.actions.importing import PastReading, import_readings
from shubbak.utility.metering.actions.reviewing import (
    accept_reading,
    correct_reading,
    reject_reading,
    replace_reading,
)
from shubbak.utility.metering.actions.seeing import check_photograph
from shubbak.utility.metering.actions.taking import take_readings, take_route_file

__all__ = [
    "Estimated",
    "PastReading",
    "PutUp",
    "Why",
    "accept_reading",
    "add_meter",
    "check_photograph",
    "correct_reading",
    "estimate_missing",
    "import_readings",
    "open_campaign",
    "put_another",
    "reject_reading",
    "replace_reading",
    "resume_field_reading",
    "set_practice",
    "suspend_field_reading",
    "take_readings",
    "take_route_file",
]
