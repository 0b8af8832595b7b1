"""The last day of a contract that was agreed on for a time."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('subscriptions', '0003_groups'),
    ]

    operations = [
        migrations.AddField(
            model_name='contract',
            name='agreed_until',
            field=models.DateField(null=True),
        ),
        migrations.AddConstraint(
            model_name='contract',
            constraint=models.CheckConstraint(condition=models.Q(('agreed_until', None), ('agreed_until__gte', models.F('starts')), _connector='OR'), name='a_contract_is_agreed_on_for_a_day'),
        ),
    ]
