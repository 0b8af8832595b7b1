"""The database itself keeps what was signed, and what went to a bank, from being altered."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION debiting_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never altered or deleted', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION debiting_mandate_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ending text[] := ARRAY['ended_on', 'ended_at', 'ended_by', 'ending'];
BEGIN
  IF TG_OP = 'DELETE' OR OLD.ended_on IS NOT NULL OR to_jsonb(NEW) - ending <> to_jsonb(OLD) - ending THEN
    RAISE EXCEPTION 'what was signed is never altered' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION debiting_collection_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE approving text[] := ARRAY['state', 'approved_at', 'approved_by_id'];
  sending text[] := ARRAY['state', 'sent_at', 'file_id'];
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state IN ('sent', 'dropped')
     OR to_jsonb(NEW) - approving - sending <> to_jsonb(OLD) - approving - sending THEN
    RAISE EXCEPTION 'a collection is never altered once it left' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION debiting_debit_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE answering text[] := ARRAY['state', 'booked_on', 'returned_on', 'reason', 'payment_id'];
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
CREATE TRIGGER mandate_stands BEFORE UPDATE OR DELETE ON debiting_mandate
  FOR EACH ROW EXECUTE FUNCTION debiting_mandate_stands();
CREATE TRIGGER collection_stands BEFORE UPDATE OR DELETE ON debiting_collection
  FOR EACH ROW EXECUTE FUNCTION debiting_collection_stands();
CREATE TRIGGER debit_stands BEFORE UPDATE OR DELETE ON debiting_debit
  FOR EACH ROW EXECUTE FUNCTION debiting_debit_stands();
CREATE TRIGGER immutable_creditor BEFORE UPDATE OR DELETE ON debiting_creditoraccount
  FOR EACH ROW EXECUTE FUNCTION debiting_refuse();
"""
TRUNCATES = "".join(
    f"CREATE TRIGGER {table}_stands_whole BEFORE TRUNCATE ON debiting_{table}"
    " FOR EACH STATEMENT EXECUTE FUNCTION debiting_refuse();\n"
    for table in ("mandate", "collection", "debit", "creditoraccount")
)
BACKWARD = """
DROP FUNCTION debiting_refuse() CASCADE;
DROP FUNCTION debiting_mandate_stands() CASCADE;
DROP FUNCTION debiting_collection_stands() CASCADE;
DROP FUNCTION debiting_debit_stands() CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("debiting", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD + TRUNCATES, BACKWARD)]
