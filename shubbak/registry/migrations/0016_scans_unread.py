"""A PDF in which no text was found before anything read scans may be one: it waits for a reader."""

from django.db import migrations

_WAIT = """
UPDATE registry_letterpaper AS paper SET reading = 'no_reader'
FROM documents_document AS document JOIN documents_storedfile AS file ON file.sha256 = document.file_id
WHERE document.id = paper.document_id AND paper.reading = 'empty' AND file.media_type = 'application/pdf'
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0015_samples"), ("documents", "0002_upload")]

    operations = [migrations.RunSQL(_WAIT, migrations.RunSQL.noop)]
