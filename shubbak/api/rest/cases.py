"""Cases: where a file is now, until when, why, and its signed receipt."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema

from shubbak.agencies.queries import current_agency
from shubbak.api.links import case_address
from shubbak.api.opening import opened_case
from shubbak.api.rest.case_shape import CaseShown, case_shown
from shubbak.api.shapes import Links
from shubbak.cases.papers import receipt_sheet
from shubbak.documents.paper import render
from shubbak.registry.books.signing import receipt_address, receipt_text

router = Router(tags=["cases"])


class ReceiptShown(Schema):
    """The signed receipt: `text` is what the QR code holds, `address` where anyone may verify it.

    While `signed` is false the entry stands in the register and its signature follows within minutes.
    """

    number: str
    signed: bool
    text: str
    address: str
    links: Links


@router.get("/cases/{number}", response=CaseShown, operation_id="read_case", summary="A case, followed")
def read_case(request: HttpRequest, number: str) -> CaseShown:
    """Opened by its code in the header Shubbak-Code. A wrong code and an unknown number look the same."""
    at = timezone.now()
    return case_shown(opened_case(request, number, at), at)


@router.get(
    "/cases/{number}/receipt",
    response=ReceiptShown,
    operation_id="read_receipt",
    summary="The signed receipt",
)
def read_receipt(request: HttpRequest, number: str) -> ReceiptShown:
    case = opened_case(request, number, timezone.now())
    receipt = case.entry.receipt
    is_signed = receipt.signature is not None
    return ReceiptShown(
        number=case.number,
        signed=is_signed,
        text=receipt_text(receipt) if is_signed else "",
        address=receipt_address(receipt) if is_signed else "",
        links={"self": case_address(case, "receipt"), "pdf": case_address(case, "receipt.pdf")},
    )


@router.get("/cases/{number}/receipt.pdf", operation_id="print_receipt", summary="The receipt as a paper")
def print_receipt(request: HttpRequest, number: str) -> HttpResponse:
    case = opened_case(request, number, timezone.now())
    agency = current_agency()
    sheet = receipt_sheet(case, agency)
    headers = {"Content-Disposition": f'attachment; filename="{case.opened_at:%Y}-{case.entry.number}.pdf"'}
    return HttpResponse(render(sheet, agency), content_type="application/pdf", headers=headers)
