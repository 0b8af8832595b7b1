"""The database keeps what was said from being altered, and refuses whoever may say nothing."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION sittings_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never altered or deleted', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION sittings_said_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE forgotten text[] := ARRAY['words', 'reasons', 'paper_id', 'by', 'by_name', 'erased_at'];
BEGIN
  -- once its file is erased the words go (law 09-08); nothing else ever changes
  IF TG_OP = 'DELETE' OR to_jsonb(NEW) - forgotten <> to_jsonb(OLD) - forgotten
     OR to_jsonb(NEW) ->> 'erased_at' IS NULL
     OR coalesce(to_jsonb(NEW) ->> 'words', '') || coalesce(to_jsonb(NEW) ->> 'reasons', '')
        || coalesce(to_jsonb(NEW) ->> 'paper_id', '') <> '' THEN
    RAISE EXCEPTION 'what was said is never altered' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION sittings_may_opine() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM sittings_agendaitem AS item
                 JOIN sittings_sitting AS sitting ON sitting.id = item.sitting_id
                 JOIN sittings_seat AS seat ON seat.id = NEW.seat_id
                 JOIN sittings_consultation AS asked
                   ON asked.round_id = item.round_id AND asked.body_id = NEW.body_id
                 WHERE item.id = NEW.item_id AND sitting.state = 'convoked' AND seat.body_id = NEW.body_id
                   AND item.outcome = '' AND item.left_at IS NULL
                   AND (item.heard_at IS NULL OR item.withdrawn_at IS NOT NULL))
     OR EXISTS (SELECT FROM sittings_conflict WHERE item_id = NEW.item_id AND seat_id = NEW.seat_id)
     OR (NEW.replaces_id IS NOT NULL AND NOT EXISTS (
           SELECT FROM sittings_opinion AS before WHERE before.id = NEW.replaces_id
             AND before.item_id = NEW.item_id AND before.body_id = NEW.body_id)) THEN
    RAISE EXCEPTION 'this seat gives no opinion on this file now' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION sittings_item_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (NEW.id, NEW.sitting_id, NEW.case_id, NEW.round_id)
       IS DISTINCT FROM (OLD.id, OLD.sitting_id, OLD.case_id, OLD.round_id)
     OR ((OLD.outcome <> '' OR OLD.left_at IS NOT NULL)
         AND to_jsonb(NEW) - 'designer' <> to_jsonb(OLD) - 'designer') THEN
    RAISE EXCEPTION 'what a sitting said of a file is never altered' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION sittings_sitting_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.ended_at IS NOT NULL THEN
    RAISE EXCEPTION 'a sitting that is over is never altered' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION sittings_minutes_stand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR NEW.document_id IS NOT NULL
     OR to_jsonb(NEW) - 'document_id' <> to_jsonb(OLD) - 'document_id' THEN
    RAISE EXCEPTION 'minutes are never altered' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER may_opine BEFORE INSERT ON sittings_opinion
  FOR EACH ROW EXECUTE FUNCTION sittings_may_opine();
CREATE TRIGGER item_stands BEFORE UPDATE OR DELETE ON sittings_agendaitem
  FOR EACH ROW EXECUTE FUNCTION sittings_item_stands();
CREATE TRIGGER sitting_stands BEFORE UPDATE OR DELETE ON sittings_sitting
  FOR EACH ROW EXECUTE FUNCTION sittings_sitting_stands();
CREATE TRIGGER minutes_stand BEFORE UPDATE OR DELETE ON sittings_minutes
  FOR EACH ROW EXECUTE FUNCTION sittings_minutes_stand();
"""
SAID = ("opinion", "reservation", "lifting", "conflict")
FIXED = ("consultation", "signature")
WHOLE = (*SAID, *FIXED, "agendaitem", "sitting", "minutes")


def _triggers() -> str:
    made = []
    for names, kept, function in (
        (SAID, "stands", "sittings_said_stands"),
        (FIXED, "immutable", "sittings_refuse_change"),
    ):
        made += [
            f"CREATE TRIGGER {kept}_{name} BEFORE UPDATE OR DELETE ON sittings_{name} "
            f"FOR EACH ROW EXECUTE FUNCTION {function}();"
            for name in names
        ]
    made += [
        f"CREATE TRIGGER whole_{name} BEFORE TRUNCATE ON sittings_{name} "
        "FOR EACH STATEMENT EXECUTE FUNCTION sittings_refuse_change();"
        for name in WHOLE
    ]
    return "\n".join(made)


BACKWARD = """
DROP FUNCTION sittings_refuse_change() CASCADE;
DROP FUNCTION sittings_said_stands() CASCADE;
DROP FUNCTION sittings_may_opine() CASCADE;
DROP FUNCTION sittings_item_stands() CASCADE;
DROP FUNCTION sittings_sitting_stands() CASCADE;
DROP FUNCTION sittings_minutes_stand() CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("sittings", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD + _triggers(), BACKWARD)]
