"""One key of a bill binds its holding and the contract that the holding is of; drafts need none."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('bills', '0005_told'),
        ('subscriptions', '0002_holding_of_its_contract'),
    ]

    operations = [
        migrations.AlterField(
            model_name='bill',
            name='contract',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='bills', to='subscriptions.contract'),
        ),
        migrations.AlterField(
            model_name='bill',
            name='holding',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='bills', to='subscriptions.holding'),
        ),
        migrations.AlterField(
            model_name='draft',
            name='contract',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='subscriptions.contract'),
        ),
        migrations.AlterField(
            model_name='draft',
            name='holding',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='subscriptions.holding'),
        ),
        migrations.RunSQL(
            "ALTER TABLE bills_bill ADD CONSTRAINT bill_of_a_holding_of_its_contract"
            " FOREIGN KEY (contract_id, holding_id) REFERENCES subscriptions_holding (contract_id, id)"
            " DEFERRABLE INITIALLY DEFERRED",
            "ALTER TABLE bills_bill DROP CONSTRAINT bill_of_a_holding_of_its_contract",
        ),
    ]
