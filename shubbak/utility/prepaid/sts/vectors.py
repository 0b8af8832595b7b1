"""Published tokens against this code: each row of a table is read, and made again from its fields."""

from collections.abc import Mapping
from datetime import UTC, datetime

from shubbak.utility.prepaid.sts import coding, contents
from shubbak.utility.prepaid.sts.meters import Cipher, Derivation, MeterConfiguration
from shubbak.utility.prepaid.sts.pan import Pan
from shubbak.utility.prepaid.sts.refusals import TokenRefused
from shubbak.utility.prepaid.sts.times import BaseDate, tid_of
from shubbak.utility.prepaid.sts.tokens import CREDIT, CURRENCIES, TEST, Block, from_digits, without_check
from shubbak.utility.prepaid.sts.vending_keys import DecoderKey, VendingKey, decoder_key

_NAMES = "token dkga ea sgc ti krn pan base_date class subclass tid_time field16 rnd_or_signexp body44 crc"
COLUMNS = tuple(_NAMES.split())
PUBLISHED_KEYS = {
    Derivation.DKGA02: VendingKey(bytes.fromhex("abababababababab")),
    Derivation.DKGA04: VendingKey(bytes.fromhex("abababababababab949494949494949401234567")),
}
"""The keys of the published examples: for tests, known to everybody."""


def faults(row: Mapping[str, str]) -> list[str]:
    """What does not agree in one row; empty if it is right."""
    try:
        told = Block(int(row["class"]), int(row["subclass"]), _body(row))
        found, again = _for_all(row, told) if told.token_class == TEST else _for_meter(row, told)
    except (TokenRefused, ValueError, OverflowError) as error:
        return [str(error)]
    wrong = []
    if found != told:
        wrong.append(f"is read as {_shown(found)}, not {_shown(told)}")
    if again != row["token"]:
        wrong.append(f"is written as {again}")
    if _name_of_check(told) != row["crc"]:
        wrong.append(f"is checked by {_name_of_check(told)}, not {row['crc']}")
    return wrong


def _body(row: Mapping[str, str]) -> int:
    """The 44 bits, as such or from their fields."""
    if row["body44"]:
        return int(row["body44"], 16)
    at = datetime.fromisoformat(row["tid_time"]).replace(tzinfo=UTC)
    tid = tid_of(at, BaseDate(int(row["base_date"])))
    return int(row["rnd_or_signexp"]) << 40 | tid << 16 | int(row["field16"], 16)


def _for_all(row: Mapping[str, str], told: Block) -> tuple[Block, str]:
    test = contents.read(told)
    if not isinstance(test, contents.MeterTest):
        raise ValueError(f"{_shown(told)} is no test")
    return without_check(*from_digits(row["token"])), coding.written_for_all(test)


def _for_meter(row: Mapping[str, str], told: Block) -> tuple[Block, str]:
    """What the token says, and the token that its fields make by way of what they mean."""
    meter = _meter(row)
    key = _key(meter)
    found = coding.block_of(row["token"], meter.cipher, key)
    return found, coding.written(coding.meaning(told, meter.cipher).block(), meter.cipher, key)


def _meter(row: Mapping[str, str]) -> MeterConfiguration:
    return MeterConfiguration(
        pan=Pan(row["pan"]),
        derivation=Derivation(row["dkga"].removeprefix("DKGA")),
        cipher=Cipher(row["ea"].removeprefix("EA")),
        supply_group=row["sgc"],
        tariff_index=row["ti"],
        key_revision=int(row["krn"]),
        base=BaseDate(int(row["base_date"])),
    )


def _key(meter: MeterConfiguration) -> DecoderKey:
    return decoder_key(PUBLISHED_KEYS[meter.derivation], meter)


def _name_of_check(block: Block) -> str:
    return "CRC_C" if block.token_class == CREDIT and block.subclass in CURRENCIES else "CRC"


def _shown(block: Block) -> str:
    return f"{block.token_class}.{block.subclass} {block.body:011x}"
