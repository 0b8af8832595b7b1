"""PAdES B-B by pyHanko, which is large: whoever seals loads this by its name, whoever asks does not."""

import io
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from asn1crypto import x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, Signer, SimpleSigner, sign_pdf
from pyhanko_certvalidator.registry import SimpleCertificateStore

FIELD = "Seal"
_WIDEST = 512  # bytes of a signature, of an RSA key of 4096 bits


def sealed_with_key(pdf: bytes, name: str, pkcs12: bytes, password: bytes | None) -> bytes:
    """Sealed with a key that lies here.

    :raises ValueError: for a file that the password does not open.
    """
    return _aside(pdf, name, SimpleSigner.load_pkcs12_data(pkcs12, [], password))


def sealed_by(pdf: bytes, name: str, chain: Sequence[bytes], sign: Callable[[bytes], bytes]) -> bytes:
    """Sealed with a key that lies elsewhere, that of `chain[0]`: `sign` has bytes signed, with SHA-256."""
    return _aside(pdf, name, _Elsewhere(chain, sign))


class _Elsewhere(Signer):
    def __init__(self, chain: Sequence[bytes], sign: Callable[[bytes], bytes]) -> None:
        mine, *above = [x509.Certificate.load(one) for one in chain]
        store = SimpleCertificateStore.from_certs([mine, *above])  # type: ignore[no-untyped-call]  # pyHanko leaves it open
        super().__init__(signing_cert=mine, cert_registry=store)
        self._sign = sign

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:  # noqa: ARG002  it is SHA-256
        return bytes(_WIDEST) if dry_run else self._sign(data)


def _aside(pdf: bytes, name: str, signer: Signer) -> bytes:
    described = PdfSignatureMetadata(
        field_name=FIELD,
        name=name,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    with ThreadPoolExecutor(1) as aside:
        return aside.submit(_sealed, pdf, described, signer).result()


def _sealed(pdf: bytes, described: PdfSignatureMetadata, signer: Signer) -> bytes:
    """Runs an event loop of its own: never in a thread that may have one already."""
    sealed: io.BytesIO = sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), described, signer)
    return sealed.getvalue()
