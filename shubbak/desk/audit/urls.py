"""The addresses of the audit, under /desk/audit/."""

from django.urls import path

from shubbak.desk.audit.views import journal, records, rights, samples

urlpatterns = [
    path("", records.home, name="audit"),
    path("journal", journal.journal, name="audit_journal"),
    path("journal/<int:index>", journal.line, name="audit_line"),
    path("journal/<int:index>.json", journal.proof, name="audit_proof"),
    path("samples", samples.samples, name="audit_samples"),
    path("rights", rights.rights, name="audit_rights"),
    path("identities", records.identities, name="audit_identities"),
    path("numbering", records.numbering, name="audit_numbering"),
    path("exports", records.exports, name="audit_exports"),
]
