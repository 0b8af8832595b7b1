"""Several papers as one file, to be printed in one go: pages are copied, not drawn."""

import io
from collections.abc import Iterable

import pypdfium2


def bind(papers: Iterable[bytes]) -> bytes:
    """One PDF of all pages, in their order; for a printer, so without the tags that screens read."""
    pdf = pypdfium2.PdfDocument.new()
    for paper in papers:
        with pypdfium2.PdfDocument(paper) as one:
            pdf.import_pages(one)
    written = io.BytesIO()
    pdf.save(written)
    pdf.close()
    return written.getvalue()
