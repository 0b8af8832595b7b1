"""The seal of a body that has a certificate of its own and nothing else."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner, sign_pdf

from shubbak.agencies.models import Agency
from shubbak.documents.sealing import SealFailed
from shubbak.documents.sealing.certificate import own_certificate
from shubbak.foundation.localized import Localized

FIELD = "Seal"


class OwnSeal:
    """Seals with the certificate of the body: `SHUBBAK_SEALS/<code>.p12`, made at its first use."""

    statement: ClassVar[Localized] = {
        "ar": "وضعت الهيئة على هذه الوثيقة خاتما إلكترونيا بشهادة خاصة بها؛ "
        "ولا يعد توقيعا إلكترونيا مؤهلا بمفهوم القانون رقم 43.20.",
        "fr": "Document revêtu du cachet électronique de l’organisme, apposé avec son propre certificat ; "
        "ce n’est pas une signature électronique qualifiée au sens de la loi n° 43-20.",
        "en": "Sealed by the body with its own certificate; "
        "this is not a qualified electronic signature in the sense of law 43-20.",
    }

    def seal(self, pdf: bytes, agency: Agency, at: datetime) -> bytes:
        password = str(settings.SHUBBAK_SEAL_PASSWORD).encode() or None
        try:
            signer = SimpleSigner.load_pkcs12_data(own_certificate(agency, at), [], password)
        except ValueError as error:
            raise SealFailed(f"the certificate of {agency.code} cannot be read: {error}") from error
        described = PdfSignatureMetadata(
            field_name=FIELD,
            name=agency.localized_name("fr"),
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            certify=True,
            docmdp_permissions=MDPPerm.NO_CHANGES,
        )
        with ThreadPoolExecutor(1) as aside:
            return aside.submit(_sealed, pdf, described, signer).result()


def _sealed(pdf: bytes, described: PdfSignatureMetadata, signer: SimpleSigner) -> bytes:
    """Runs an event loop of its own: never in a thread that may have one already."""
    sealed: io.BytesIO = sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), described, signer)
    return sealed.getvalue()
