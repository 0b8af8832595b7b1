"""Banks and keys take two people; those that are there were written down by the operator."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('biller', '0003_file_of_a_difference'),
    ]

    operations = [
        migrations.AddField(
            model_name='bank',
            name='approved_by',
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddField(
            model_name='bank',
            name='in_force_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='bank',
            name='proposed_by',
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddField(
            model_name='key',
            name='approved_by',
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddField(
            model_name='key',
            name='in_force_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='key',
            name='proposed_by',
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.RunSQL(
            "UPDATE biller_bank SET in_force_at = registered_at; UPDATE biller_key SET in_force_at = made_at",
            migrations.RunSQL.noop,
        ),
        migrations.AddConstraint(
            model_name='bank',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('approved_by', ''), ('in_force_at', None)), models.Q(models.Q(models.Q(('approved_by', ''), ('proposed_by', '')), models.Q(models.Q(('approved_by', ''), _negated=True), models.Q(('approved_by', models.F('proposed_by')), _negated=True)), _connector='OR'), ('in_force_at__isnull', False)), _connector='OR'), name='a_bank_takes_two_people'),
        ),
        migrations.AddConstraint(
            model_name='key',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('approved_by', ''), ('in_force_at', None)), models.Q(models.Q(models.Q(('approved_by', ''), ('proposed_by', '')), models.Q(models.Q(('approved_by', ''), _negated=True), models.Q(('approved_by', models.F('proposed_by')), _negated=True)), _connector='OR'), ('in_force_at__isnull', False)), _connector='OR'), name='a_key_takes_two_people'),
        ),
    ]
