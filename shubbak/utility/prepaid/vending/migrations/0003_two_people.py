"""What holds for purchases takes two people; what holds already was set by the operator."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('vending', '0002_keep_tokens'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='practice',
            name='a_vending_practice_begins_once',
        ),
        migrations.AddField(
            model_name='practice',
            name='approved_by',
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddField(
            model_name='practice',
            name='in_force_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='practice',
            name='proposed_by',
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.RunSQL("UPDATE vending_practice SET in_force_at = starts", migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name='practice',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('approved_by', ''), ('in_force_at', None)), models.Q(models.Q(models.Q(('approved_by', ''), ('proposed_by', '')), models.Q(models.Q(('approved_by', ''), _negated=True), models.Q(('approved_by', models.F('proposed_by')), _negated=True)), _connector='OR'), ('in_force_at__isnull', False)), _connector='OR'), name='a_vending_practice_takes_two_people'),
        ),
    ]
