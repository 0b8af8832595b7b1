"""The database itself keeps receipts, counter-entries and what is closed from being altered."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION cashier_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never altered or deleted', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION cashier_receipt_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR NEW.printed < OLD.printed
     OR to_jsonb(NEW) - 'printed' <> to_jsonb(OLD) - 'printed' THEN
    RAISE EXCEPTION 'a receipt is never altered' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION cashier_shift_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE signing text[] := ARRAY['signed_at', 'signed_by_id'];
  remitting text[] := ARRAY['remitted_at', 'remitted_by_id', 'remitted_to', 'slip'];
BEGIN
  IF TG_OP = 'DELETE'
     OR (NEW.id, NEW.till_id, NEW.cashier_id, NEW.opened_with, NEW.opened_at)
        IS DISTINCT FROM (OLD.id, OLD.till_id, OLD.cashier_id, OLD.opened_with, OLD.opened_at)
     OR (OLD.closed_at IS NOT NULL
         AND to_jsonb(NEW) - signing - remitting <> to_jsonb(OLD) - signing - remitting)
     OR (OLD.signed_at IS NOT NULL AND to_jsonb(NEW) - remitting <> to_jsonb(OLD) - remitting)
     OR (OLD.remitted_at IS NOT NULL AND to_jsonb(NEW) <> to_jsonb(OLD)) THEN
    RAISE EXCEPTION 'what was counted is never altered' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER receipt_stands BEFORE UPDATE OR DELETE ON cashier_receipt
  FOR EACH ROW EXECUTE FUNCTION cashier_receipt_stands();
CREATE TRIGGER receipt_stands_whole BEFORE TRUNCATE ON cashier_receipt
  FOR EACH STATEMENT EXECUTE FUNCTION cashier_refuse_change();
CREATE TRIGGER shift_stands BEFORE UPDATE OR DELETE ON cashier_shift
  FOR EACH ROW EXECUTE FUNCTION cashier_shift_stands();
CREATE TRIGGER shift_stands_whole BEFORE TRUNCATE ON cashier_shift
  FOR EACH STATEMENT EXECUTE FUNCTION cashier_refuse_change();
CREATE TRIGGER immutable_counter_entry BEFORE UPDATE OR DELETE ON cashier_counterentry
  FOR EACH ROW EXECUTE FUNCTION cashier_refuse_change();
CREATE TRIGGER immutable_counter_entry_whole BEFORE TRUNCATE ON cashier_counterentry
  FOR EACH STATEMENT EXECUTE FUNCTION cashier_refuse_change();
CREATE TRIGGER immutable_cheque BEFORE UPDATE OR DELETE ON cashier_cheque
  FOR EACH ROW EXECUTE FUNCTION cashier_refuse_change();
"""
BACKWARD = """
DROP FUNCTION cashier_refuse_change() CASCADE;
DROP FUNCTION cashier_receipt_stands() CASCADE;
DROP FUNCTION cashier_shift_stands() CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("cashier", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
