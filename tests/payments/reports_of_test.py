"""A bank's report on a file of direct debits, for tests."""

from collections.abc import Sequence

_REASON = "<StsRsnInf><Rsn><Cd>{}</Cd></Rsn></StsRsnInf>"


def verdict(tag: str, status: str, reason: str = "") -> str:
    said = f"<{tag}>{status}</{tag}>" if status else ""
    return said + (_REASON.format(reason) if reason else "")


def on_debit(name: str, status: str, reason: str = "") -> str:
    told = verdict("TxSts", status, reason)
    return f"<TxInfAndSts><OrgnlEndToEndId>{name}</OrgnlEndToEndId>{told}</TxInfAndSts>"


def lot(name: str, *debits: str, status: str = "", reason: str = "") -> str:
    told = verdict("PmtInfSts", status, reason)
    inside = f"<OrgnlPmtInfId>{name}</OrgnlPmtInfId>{told}{''.join(debits)}"
    return f"<OrgnlPmtInfAndSts>{inside}</OrgnlPmtInfAndSts>"


def report(
    name: str,
    *lots: str,
    status: str = "",
    reason: str = "",
    version: str = "10",
    message: str = "pain.008.001.08",
) -> bytes:
    """In the order of the standard."""
    header = "<GrpHdr><MsgId>R1</MsgId><CreDtTm>2026-11-18T08:00:00</CreDtTm></GrpHdr>"
    told = verdict("GrpSts", status, reason)
    original = f"<OrgnlMsgId>{name}</OrgnlMsgId><OrgnlMsgNmId>{message}</OrgnlMsgNmId>{told}"
    inside = f"{header}<OrgnlGrpInfAndSts>{original}</OrgnlGrpInfAndSts>{''.join(lots)}"
    space = f"urn:iso:std:iso:20022:tech:xsd:pain.002.001.{version}"
    return f'<Document xmlns="{space}"><CstmrPmtStsRpt>{inside}</CstmrPmtStsRpt></Document>'.encode()


def refusals(collection, names: Sequence[str], reason: str = "AM04") -> bytes:
    """Of a file that the bank takes but for some debits."""
    told = [on_debit(name, "RJCT", reason) for name in names]
    return report(collection.name, lot(f"{collection.name}-FRST", *told, status="PART"), status="PART")
