"""A run changes each third row of a page, the dues: they stay on it, and no index is written, where it has room."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0006_paid_together'),
    ]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE ledger_account SET (fillfactor = 65)",
            "ALTER TABLE ledger_account SET (fillfactor = 80)",
        ),
    ]
