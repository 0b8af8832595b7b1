"""The database itself keeps transfers, payments and payables from being altered, and the balances."""

from django.db import migrations

FORWARD = """
CREATE SEQUENCE ledger_reference START 100000000;

ALTER TABLE ledger_account ADD CONSTRAINT account_in_its_currency UNIQUE (id, currency);
ALTER TABLE ledger_transfer
  ADD CONSTRAINT debit_in_its_currency FOREIGN KEY (debit_id, currency)
    REFERENCES ledger_account (id, currency) DEFERRABLE INITIALLY DEFERRED,
  ADD CONSTRAINT credit_in_its_currency FOREIGN KEY (credit_id, currency)
    REFERENCES ledger_account (id, currency) DEFERRABLE INITIALLY DEFERRED;

CREATE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never altered or deleted', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION ledger_payment_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.reversed_at IS NOT NULL
     OR to_jsonb(NEW) - 'reversed_at' <> to_jsonb(OLD) - 'reversed_at' THEN
    RAISE EXCEPTION 'a payment is reversed once and else never altered' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION ledger_payable_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (OLD.cancelled_at IS NOT NULL AND NEW.cancelled_at IS DISTINCT FROM OLD.cancelled_at)
     OR (NEW.id, NEW.payer_id, NEW.kind, NEW.origin, NEW.part, NEW.reference, NEW.rf, NEW.amount, NEW.currency,
         NEW.due_on, NEW.posted_at, NEW.words)
     IS DISTINCT FROM
        (OLD.id, OLD.payer_id, OLD.kind, OLD.origin, OLD.part, OLD.reference, OLD.rf, OLD.amount, OLD.currency,
         OLD.due_on, OLD.posted_at, OLD.words) THEN
    RAISE EXCEPTION 'what is owed is cancelled, never altered' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION ledger_series_only_grow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR NEW.last < OLD.last OR NEW.code <> OLD.code OR NEW.year <> OLD.year THEN
    RAISE EXCEPTION 'a series only grows' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION ledger_keep_balances() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE touched bigint[];
BEGIN
  -- as an array: they are found by the index, however few a table of millions lets the planner expect
  touched := ARRAY(SELECT debit_id FROM written UNION SELECT credit_id FROM written);
  PERFORM 1 FROM ledger_account WHERE balance IS NOT NULL AND id = ANY (touched)
    ORDER BY id FOR NO KEY UPDATE;
  UPDATE ledger_account AS account
  SET balance = account.balance + moved.amount * CASE account.kind WHEN 'dues' THEN 1 ELSE -1 END
  FROM (
    SELECT id, sum(amount) AS amount FROM (
      SELECT debit_id AS id, amount FROM written UNION ALL SELECT credit_id, -amount FROM written
    ) AS ways GROUP BY id
  ) AS moved
  WHERE account.id = ANY (touched) AND account.id = moved.id AND account.balance IS NOT NULL AND moved.amount <> 0;
  RETURN NULL;
END $$;

CREATE TRIGGER keep_balances AFTER INSERT ON ledger_transfer
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION ledger_keep_balances();
CREATE TRIGGER immutable_transfer BEFORE UPDATE OR DELETE ON ledger_transfer
  FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER immutable_transfer_whole BEFORE TRUNCATE ON ledger_transfer
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER payment_stands BEFORE UPDATE OR DELETE ON ledger_payment
  FOR EACH ROW EXECUTE FUNCTION ledger_payment_stands();
CREATE TRIGGER payment_stands_whole BEFORE TRUNCATE ON ledger_payment
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER payable_stands BEFORE UPDATE OR DELETE ON ledger_payable
  FOR EACH ROW EXECUTE FUNCTION ledger_payable_stands();
CREATE TRIGGER payable_stands_whole BEFORE TRUNCATE ON ledger_payable
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER series_only_grow BEFORE UPDATE OR DELETE ON ledger_series
  FOR EACH ROW EXECUTE FUNCTION ledger_series_only_grow();
"""
BACKWARD = """
DROP FUNCTION ledger_refuse_change() CASCADE;
DROP FUNCTION ledger_payment_stands() CASCADE;
DROP FUNCTION ledger_payable_stands() CASCADE;
DROP FUNCTION ledger_series_only_grow() CASCADE;
DROP FUNCTION ledger_keep_balances() CASCADE;
ALTER TABLE ledger_transfer DROP CONSTRAINT debit_in_its_currency, DROP CONSTRAINT credit_in_its_currency;
ALTER TABLE ledger_account DROP CONSTRAINT account_in_its_currency;
DROP SEQUENCE ledger_reference;
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
