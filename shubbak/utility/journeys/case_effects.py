"""What the packs of a utility may ask and bring about."""

from shubbak.cases.extension import register_effect, register_guard, register_payables, register_refusals
from shubbak.payments.ledger.extension import register_settled
from shubbak.utility.bills.rules import PAYABLE
from shubbak.utility.journeys import changing, details, ending, moving_in, opening
from shubbak.utility.journeys.following import OWES_NOTHING, bill_paid
from shubbak.utility.journeys.queries import payables_beside
from shubbak.utility.journeys.refusing import WORDS

register_guard("meter_fitted", opening.is_fitted, words="the meter is described", asks=details.meter_fitted)
register_guard(
    "meter_standing", opening.is_fitted, words="the standing meter is named", asks=details.meter_standing
)
register_guard(
    "closing_reading", ending.is_read, words="the last index is given", asks=details.closing_reading
)
register_guard("new_terms", changing.are_new_terms, words="the tariff is chosen", asks=details.new_terms)
register_guard("contract_opened", opening.is_opened, words="a contract was opened", is_standing=True)
register_guard("contract_ended", ending.is_ended, words="the contract has ended", is_standing=True)
register_guard(OWES_NOTHING, ending.owes_nothing, words="nothing is owed", is_standing=True)
register_guard("something_owed", ending.has_dues, words="something is owed", is_standing=True)
register_guard("nothing_kept", ending.keeps_nothing, words="nothing is to be given back", is_standing=True)

register_effect("open_contract", opening.begin_contract, words="opens a contract with its meter")
register_effect("subscribe", moving_in.subscribe, words="opens a contract where a meter stands already")
register_effect("name_contracts", opening.name_contracts, words="names the contracts in the letter")
register_effect("end_contract", ending.end_contract, words="ends the contract with its final bill")
register_effect("tell_balance", ending.tell_balance, words="says in the letter what is owed")
register_effect(
    "give_back", ending.ask_to_give_back, words="asks that the deposit be paid back", argument="text"
)
register_effect("hand_over", changing.hand_over, words="gives the contract another holder")
register_effect("allow_credit", changing.allow_credit, words="gives the holder an allowance as credit")
register_effect("set_terms", changing.set_terms, words="gives the contract another tariff or power")

register_refusals(WORDS)
register_settled(PAYABLE, bill_paid)
register_payables(payables_beside)
