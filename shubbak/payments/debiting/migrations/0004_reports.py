"""What a bank says of a file before any money moves."""

from django.db import migrations, models
from django.db.models import Q

_BEFORE = "answering text[] := ARRAY['state', 'booked_on', 'returned_on', 'reason', 'payment_id'];"
_AFTER = (
    "answering text[] := ARRAY['state', 'accepted_on', 'booked_on', 'refused_on', 'returned_on', 'reason',"
    " 'payment_id'];"
)
_STANDS = """
CREATE OR REPLACE FUNCTION debiting_debit_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE {answering}
  sifting text[] := ARRAY['state', 'fault', 'amount', 'is_first'];
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state = 'left_out'
     OR (OLD.state = 'picked' AND to_jsonb(NEW) - sifting <> to_jsonb(OLD) - sifting)
     OR (OLD.state <> 'picked' AND to_jsonb(NEW) - answering <> to_jsonb(OLD) - answering)
     OR (OLD.payment_id IS NOT NULL AND NEW.payment_id IS DISTINCT FROM OLD.payment_id) THEN
    RAISE EXCEPTION 'what a bank was asked is never altered' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("debiting", "0003_sealed_accounts")]
    operations = [
        migrations.AddField("debit", "accepted_on", models.DateField(null=True)),
        migrations.AddField("debit", "refused_on", models.DateField(null=True)),
        migrations.RunSQL(_STANDS.format(answering=_AFTER), _STANDS.format(answering=_BEFORE)),
        migrations.RemoveConstraint("debit", "returned_on_a_day"),
        migrations.AddConstraint(
            "debit",
            models.CheckConstraint(
                condition=Q(state="returned") & ~Q(returned_on=None, refused_on=None)
                | ~Q(state="returned") & Q(returned_on=None, refused_on=None),
                name="returned_on_a_day",
            ),
        ),
    ]
