"""What the packs of a utility may ask and bring about."""

from shubbak.cases.extension import register_effect, register_guard, register_payables, register_refusals
from shubbak.payments.ledger.extension import register_settled
from shubbak.payments.ledger.rules import INSTALMENT
from shubbak.utility.bills.rules import PAYABLE
from shubbak.utility.journeys import (
    allowing,
    changing,
    details,
    ending,
    exchanging,
    instalments,
    lasting,
    moving_in,
    opening,
    prepaying,
    prolonging,
    telling,
)
from shubbak.utility.journeys.following import (
    OWES_NOTHING,
    PLAN_BROKEN,
    PLAN_KEPT,
    TERM_NEAR,
    TERM_OVER,
    bill_paid,
    part_paid,
)
from shubbak.utility.journeys.refusing import WORDS
from shubbak.utility.journeys.to_pay import payables_beside

register_guard("meter_fitted", opening.is_fitted, words="the meter is described", asks=details.meter_fitted)
register_guard(
    "applicant_told", telling.is_told, words="how the applicant was told is given", asks=telling.telling
)
register_guard(
    "sewerage_declared",
    opening.is_declared,
    words="what sewerage without a meter is agreed on",
    asks=details.sewerage_alone,
)
register_guard(
    "meter_standing", opening.is_fitted, words="the standing meter is named", asks=details.meter_standing
)
register_guard("place_free", moving_in.is_free, words="no contract goes on at the place", is_standing=True)
register_guard(
    "closing_reading", ending.is_read, words="the last index is given", asks=details.closing_reading
)
register_guard("new_terms", changing.are_new_terms, words="the tariff is chosen", asks=details.new_terms)
register_guard(
    "meter_exchanged",
    exchanging.is_exchanged,
    words="the new meter is described",
    asks=details.meter_exchanged,
)
register_guard(
    "parts_agreed", instalments.are_agreed, words="so many parts as the body has set", asks=details.parts
)
register_guard(
    "more_parts_agreed", instalments.are_more, words="the number of parts is given", asks=details.more_parts
)
register_guard(
    "allowance_reckoned", allowing.is_reckoned, words="the usual consumption is given", asks=details.usual_use
)
register_guard("new_end", lasting.is_new_end, words="a later last day is given", asks=details.new_end)
register_guard(TERM_NEAR, lasting.is_near, words="the last day is near", is_standing=True)
register_guard(TERM_OVER, lasting.is_over, words="the last day has gone by", is_standing=True)
register_guard(PLAN_KEPT, instalments.is_kept, words="all instalments are paid", is_standing=True)
register_guard(PLAN_BROKEN, instalments.is_broken, words="two instalments are late", is_standing=True)
register_guard("contract_opened", opening.is_opened, words="a contract was opened", is_standing=True)
register_guard("contract_ended", ending.is_ended, words="the contract has ended", is_standing=True)
register_guard(OWES_NOTHING, ending.owes_nothing, words="nothing is owed", is_standing=True)
register_guard("something_owed", ending.has_dues, words="something is owed", is_standing=True)
register_guard("nothing_kept", ending.keeps_nothing, words="nothing is to be given back", is_standing=True)

register_guard(
    "prepaid_fitted",
    prepaying.is_described,
    words="the prepaid meter is described",
    asks=prepaying.prepaid_meter,
)
register_guard(
    "billed_after_use", prepaying.is_counted, words="a meter is billed after use", is_standing=True
)
register_guard("nothing_contested", prepaying.is_uncontested, words="no bill is contested", is_standing=True)

register_effect("open_contract", opening.begin_contract, words="opens a contract with its meter")
register_effect(
    opening.SEWERAGE_ALONE, opening.begin_sewerage, words="opens a contract of sewerage without a meter"
)
register_effect(
    "note_quotation",
    telling.note_quotation,
    words="keeps the amounts until the applicant is told",
    argument="text",
)
register_effect(
    "recall_quotation", telling.recall_quotation, words="asks for the amounts that were kept", phase="move"
)
register_effect("note_told", telling.note_told, words="notes when and how the applicant was told")
register_effect("subscribe", moving_in.subscribe, words="opens a contract where a meter stands already")
register_effect("name_contracts", opening.name_contracts, words="names the contracts in the letter")
register_effect("end_contract", ending.end_contract, words="ends the contract with its final bill")
register_effect("tell_balance", ending.tell_balance, words="says in the letter what is owed")
register_effect(
    "give_back", ending.ask_to_give_back, words="asks that the deposit be paid back", argument="text"
)
register_effect("hand_over", changing.hand_over, words="gives the contract another holder")
register_effect(
    "take_over_dues", changing.take_over_dues, words="asks the heirs for what the last holder owes"
)
register_effect("ask_advance", lasting.ask_advance, words="asks for the advance by power and days")
register_effect("agree_end", lasting.agree_end, words="the contract ends on the last day asked for")
register_effect(
    "offer_more", prolonging.offer_more, words="asks for the advance of the days up to a later end"
)
register_effect("prolong", prolonging.prolong, words="the contract ends on a later day")
register_effect("drop_offer", prolonging.drop_offer, words="asks for the advance of more time no more")
register_effect("name_term", lasting.name_term, words="names the contract and its last day in the letter")
register_effect("exchange_meter", exchanging.put_another, words="puts another meter in the place of one")
register_effect("switch_to_prepaid", prepaying.switch, words="exchanges the meter for a prepaid one")
register_effect("agree_parts", instalments.agree_parts, words="asks for what is owed in instalments")
register_effect(
    "propose_allowance", allowing.propose_allowance, words="proposes the bill reckoned again without the leak"
)
register_effect("grant_allowance", allowing.grant_allowance, words="grants the bill that was reckoned again")
register_effect("drop_allowance", allowing.drop_allowance, words="takes the proposed bill back")
register_effect("set_terms", changing.set_terms, words="gives the contract another tariff or power")

register_refusals(WORDS)
register_settled(PAYABLE, bill_paid)
register_settled(INSTALMENT, part_paid)
register_payables(payables_beside)
