"""Numbers of accounts rest encrypted; what names anybody may be forgotten, and nothing else of it altered."""

from django.db import migrations, models
from django.db.models import Q

from shubbak.agencies.models import Agency
from shubbak.payments.debiting.sealing import sealed_account

_STANDS = """
CREATE OR REPLACE FUNCTION debiting_mandate_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ending text[] := ARRAY['ended_on', 'ended_at', 'ended_by', 'ending'];
  naming text[] := ARRAY['name', 'sealed', 'bic', 'paper_id'];
BEGIN
  IF TG_OP <> 'DELETE' THEN
    IF OLD.ended_on IS NULL AND to_jsonb(NEW) - ending = to_jsonb(OLD) - ending THEN
      RETURN NEW;
    END IF;
    IF OLD.ended_on IS NOT NULL AND NEW.name = '' AND NEW.sealed = '' AND NEW.bic = '' AND NEW.paper_id IS NULL
       AND to_jsonb(NEW) - naming = to_jsonb(OLD) - naming THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'what was signed is never altered' USING ERRCODE = 'restrict_violation';
END $$;
CREATE OR REPLACE FUNCTION debiting_collection_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE approving text[] := ARRAY['state', 'approved_at', 'approved_by_id'];
  sending text[] := ARRAY['state', 'sent_at', 'file_id'];
BEGIN
  IF TG_OP <> 'DELETE' AND OLD.state = 'sent' AND NEW.file_id IS NULL
     AND to_jsonb(NEW) - 'file_id' = to_jsonb(OLD) - 'file_id' THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' OR OLD.state IN ('sent', 'dropped')
     OR to_jsonb(NEW) - approving - sending <> to_jsonb(OLD) - approving - sending THEN
    RAISE EXCEPTION 'a collection is never altered once it left' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
"""
_OFF = "ALTER TABLE debiting_mandate DISABLE TRIGGER mandate_stands;"
_ON = "ALTER TABLE debiting_mandate ENABLE TRIGGER mandate_stands;"


def _seal(apps, editor):
    known = apps.get_model("debiting", "Mandate").objects
    for mandate in known.all():
        agency = Agency.objects.get(schema_name=editor.connection.schema_name)
        sealed = sealed_account(agency, mandate.iban)
        known.filter(pk=mandate.pk).update(sealed=sealed, last_four=mandate.iban[-4:])


class Migration(migrations.Migration):
    dependencies = [("debiting", "0002_keep_mandates")]
    operations = [
        migrations.AddField("mandate", "sealed", models.TextField(blank=True, default=""), preserve_default=False),
        migrations.AddField("mandate", "last_four", models.CharField(default="", max_length=4), preserve_default=False),
        migrations.RunSQL(_OFF, _ON),
        migrations.RunPython(_seal),
        migrations.RunSQL(_ON + _STANDS, _OFF),
        migrations.RemoveField("mandate", "iban"),
        migrations.RemoveConstraint("collection", "sent_with_its_file"),
        migrations.AddConstraint(
            "collection",
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | ~Q(state="sent") & Q(file=None, sent_at=None),
                name="sent_with_its_file",
            ),
        ),
    ]
