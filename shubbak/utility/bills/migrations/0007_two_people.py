"""A bill is corrected by two people: the database takes no correction that nobody else has granted."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

FORWARD = """
CREATE FUNCTION bills_take_two_people() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM bills_correction AS asked
    WHERE asked.bill_id = NEW.corrects_id AND asked.is_granted AND asked.decided_by <> asked.asked_by
      AND (NEW.kind = 'cancelling' OR asked.replaces AND asked.total = NEW.total)) THEN
    RAISE EXCEPTION 'nobody else has granted the correction of this bill' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER corrected_by_two_people BEFORE INSERT ON bills_bill
  FOR EACH ROW WHEN (NEW.corrects_id IS NOT NULL) EXECUTE FUNCTION bills_take_two_people();
CREATE TRIGGER decision_stands BEFORE UPDATE OR DELETE ON bills_correction
  FOR EACH ROW WHEN (OLD.decided_at IS NOT NULL) EXECUTE FUNCTION bills_refuse_change();
"""
BACKWARD = """
DROP TRIGGER corrected_by_two_people ON bills_bill;
DROP FUNCTION bills_take_two_people();
DROP TRIGGER decision_stands ON bills_correction;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('bills', '0006_one_key'),
    ]

    operations = [
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reason', models.CharField(max_length=500)),
                ('file', models.UUIDField(null=True)),
                ('replaces', models.BooleanField(default=False)),
                ('quantity', models.BigIntegerField(default=0)),
                ('lines', models.JSONField(default=list)),
                ('facts', models.JSONField(default=dict)),
                ('total', models.BigIntegerField(default=0)),
                ('vat', models.BigIntegerField(default=0)),
                ('asked_by', models.CharField(max_length=80)),
                ('asked_at', models.DateTimeField()),
                ('decided_by', models.CharField(blank=True, max_length=80)),
                ('decided_at', models.DateTimeField(null=True)),
                ('is_granted', models.BooleanField(null=True)),
                ('answer', models.CharField(blank=True, max_length=500)),
                ('bill', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='bills.bill')),
            ],
            options={
                'ordering': ['asked_at', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', ''), ('is_granted', None)), models.Q(models.Q(('decided_by', ''), _negated=True), ('decided_at__isnull', False), ('is_granted__isnull', False)), _connector='OR'), name='a_correction_is_decided_or_not'), models.CheckConstraint(condition=models.Q(models.Q(('decided_by', models.F('asked_by')), _negated=True), ('is_granted', False), _connector='OR'), name='a_correction_takes_two_people'), models.UniqueConstraint(condition=models.Q(('decided_at', None)), fields=('bill',), name='one_proposal_at_a_time_for_a_bill')],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
