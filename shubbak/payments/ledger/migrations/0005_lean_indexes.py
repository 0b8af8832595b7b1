"""No index that nobody asks: of the beginnings of numbers, of what is mostly empty. Balances stay on their page."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0004_moved'),
    ]

    operations = [
        migrations.AlterField(
            model_name='account',
            name='code',
            field=models.CharField(max_length=80),
        ),
        migrations.AlterField(
            model_name='payable',
            name='reference',
            field=models.CharField(max_length=40),
        ),
        migrations.AlterField(
            model_name='payable',
            name='rf',
            field=models.CharField(max_length=25),
        ),
        migrations.AlterField(
            model_name='transfer',
            name='payment',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='transfers', to='ledger.payment'),
        ),
        migrations.AlterField(
            model_name='transfer',
            name='reverses',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversals', to='ledger.transfer'),
        ),
        migrations.AddIndex(
            model_name='transfer',
            index=models.Index(condition=models.Q(('payment__isnull', False)), fields=['payment'], name='transfers_of_payment'),
        ),
        migrations.AddConstraint(
            model_name='account',
            constraint=models.UniqueConstraint(fields=('code',), name='one_account_of_a_code'),
        ),
        migrations.AddConstraint(
            model_name='payable',
            constraint=models.UniqueConstraint(fields=('reference',), name='one_payable_of_a_reference'),
        ),
        migrations.AddConstraint(
            model_name='payable',
            constraint=models.UniqueConstraint(fields=('rf',), name='one_payable_of_an_rf'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.UniqueConstraint(condition=models.Q(('reverses__isnull', False)), fields=('reverses',), name='reversed_once'),
        ),
        migrations.RunSQL(
            "ALTER TABLE ledger_account SET (fillfactor = 80)", "ALTER TABLE ledger_account RESET (fillfactor)"
        ),
    ]
