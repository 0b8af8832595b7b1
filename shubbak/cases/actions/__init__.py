"""Every write of the case engine, one use case each."""

from shubbak.cases.actions.access import case_by_number_and_code, rotate_code
from shubbak.cases.actions.advance import advance
from shubbak.cases.actions.asking import add_paper, answer_observation, ask_for_papers
from shubbak.cases.actions.calendar import confirm_days, confirm_hours, confirm_season
from shubbak.cases.actions.correcting import correct_applicant
from shubbak.cases.actions.correspondence import receive_from_person, write_to_body, write_to_person
from shubbak.cases.actions.deposit import deposit
from shubbak.cases.actions.desk import assign, extend_clock, record_opinion, send_to_unit, take
from shubbak.cases.actions.drafts import (
    begin_draft,
    deposit_draft,
    drop_draft,
    lay_paper,
    save_draft,
    sweep_drafts,
    sweep_uploads,
    take_paper_away,
)
from shubbak.cases.actions.erasing import erase_case, erase_letters
from shubbak.cases.actions.filing import lay_letter
from shubbak.cases.actions.filters import drop_filter, keep_filter, rename_filter
from shubbak.cases.actions.growing import begin_from_letter
from shubbak.cases.actions.handover import HandedOver, hand_over
from shubbak.cases.actions.incidents import (
    Spread,
    advance_incident,
    link_to_incident,
    open_incident,
    say_of_incident,
)
from shubbak.cases.actions.labels import (
    change_label,
    make_label,
    put_label,
    set_labels,
    take_label_off,
    withdraw_label,
)
from shubbak.cases.actions.notes import note, read_mentions
from shubbak.cases.actions.opinions import answer_opinion, ask_opinion, remind_opinions, withdraw_opinion
from shubbak.cases.actions.outcome import (
    claim_silence,
    close,
    decide,
    merge,
    note_told,
    reopen,
    return_to_counter,
    tell,
    withdraw,
)
from shubbak.cases.actions.own_steps import complain_of_silence, take_own_step
from shubbak.cases.actions.reading import keep_text, read_again, read_papers
from shubbak.cases.actions.reminding import remind
from shubbak.cases.actions.running import follow_calendar, run_clocks
from shubbak.cases.actions.unsent import forget_unsent, keep_unsent, sweep_unsent

__all__ = [
    "HandedOver",
    "Spread",
    "add_paper",
    "advance",
    "advance_incident",
    "answer_observation",
    "answer_opinion",
    "ask_for_papers",
    "ask_opinion",
    "assign",
    "begin_draft",
    "begin_from_letter",
    "case_by_number_and_code",
    "change_label",
    "claim_silence",
    "close",
    "complain_of_silence",
    "confirm_days",
    "confirm_hours",
    "confirm_season",
    "correct_applicant",
    "decide",
    "deposit",
    "deposit_draft",
    "drop_draft",
    "drop_filter",
    "erase_case",
    "erase_letters",
    "extend_clock",
    "follow_calendar",
    "forget_unsent",
    "hand_over",
    "keep_filter",
    "keep_text",
    "keep_unsent",
    "lay_letter",
    "lay_paper",
    "link_to_incident",
    "make_label",
    "merge",
    "note",
    "note_told",
    "open_incident",
    "put_label",
    "read_again",
    "read_mentions",
    "read_papers",
    "receive_from_person",
    "record_opinion",
    "remind",
    "remind_opinions",
    "rename_filter",
    "reopen",
    "return_to_counter",
    "rotate_code",
    "run_clocks",
    "save_draft",
    "say_of_incident",
    "send_to_unit",
    "set_labels",
    "sweep_drafts",
    "sweep_unsent",
    "sweep_uploads",
    "take",
    "take_label_off",
    "take_own_step",
    "take_paper_away",
    "tell",
    "withdraw",
    "withdraw_label",
    "withdraw_opinion",
    "write_to_body",
    "write_to_person",
]
