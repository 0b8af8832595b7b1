"""Every write of the room."""

from shubbak.utility.arrears.actions.cutting import Ordered, order_cuts
from shubbak.utility.arrears.actions.easing import reconsider
from shubbak.utility.arrears.actions.field import Taken, take_field_list
from shubbak.utility.arrears.actions.instalments import grant_instalments, share_out
from shubbak.utility.arrears.actions.recording import Done, record_done, record_not_done
from shubbak.utility.arrears.actions.setting import protect_contract, set_practice, unprotect_contract
from shubbak.utility.arrears.actions.warning import send_notices, send_reminders

__all__ = [
    "Done",
    "Ordered",
    "Taken",
    "grant_instalments",
    "order_cuts",
    "protect_contract",
    "reconsider",
    "record_done",
    "record_not_done",
    "send_notices",
    "send_reminders",
    "set_practice",
    "share_out",
    "take_field_list",
    "unprotect_contract",
]
