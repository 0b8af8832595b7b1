"""Keys of transfers and payables are checked once for a statement, and what they name never goes (ADR 14)."""

import django.db.models.deletion
from django.db import migrations, models

FORWARD = """
CREATE TRIGGER payer_stays BEFORE DELETE ON ledger_payer
  FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER payer_keeps_its_key BEFORE UPDATE ON ledger_payer
  FOR EACH ROW WHEN (NEW.id <> OLD.id) EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER payers_stay BEFORE TRUNCATE ON ledger_payer
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER account_stays BEFORE DELETE ON ledger_account
  FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER account_keeps_its_key BEFORE UPDATE OF id, currency ON ledger_account
  FOR EACH ROW WHEN (NEW.id <> OLD.id OR NEW.currency <> OLD.currency)
  EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER accounts_stay BEFORE TRUNCATE ON ledger_account
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();

-- A block of ten thousand is looked up by the index, however large a part of the table a planner takes it for.
CREATE FUNCTION ledger_check_payables() RETURNS trigger LANGUAGE plpgsql
  SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
  IF EXISTS (
    SELECT FROM written LEFT JOIN ledger_payer AS payer ON payer.id = written.payer_id WHERE payer.id IS NULL
  ) THEN
    RAISE EXCEPTION 'a payable names a payer that is not there' USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION ledger_check_transfers() RETURNS trigger LANGUAGE plpgsql
  SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
  IF EXISTS (
    SELECT FROM written
    LEFT JOIN ledger_account AS debit ON debit.id = written.debit_id AND debit.currency = written.currency
    LEFT JOIN ledger_account AS credit ON credit.id = written.credit_id AND credit.currency = written.currency
    LEFT JOIN ledger_payable AS payable ON payable.id = written.payable_id
    WHERE debit.id IS NULL OR credit.id IS NULL OR (written.payable_id IS NOT NULL AND payable.id IS NULL)
  ) THEN
    RAISE EXCEPTION 'a transfer names an account of its currency, or a payable, that is not there'
      USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER check_keys AFTER INSERT ON ledger_payable
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION ledger_check_payables();
CREATE TRIGGER check_keys AFTER INSERT ON ledger_transfer
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION ledger_check_transfers();
ALTER TABLE ledger_transfer DROP CONSTRAINT debit_in_its_currency, DROP CONSTRAINT credit_in_its_currency;
ALTER TABLE ledger_account DROP CONSTRAINT account_in_its_currency;
"""
BACKWARD = """
ALTER TABLE ledger_account ADD CONSTRAINT account_in_its_currency UNIQUE (id, currency);
ALTER TABLE ledger_transfer
  ADD CONSTRAINT debit_in_its_currency FOREIGN KEY (debit_id, currency)
    REFERENCES ledger_account (id, currency) DEFERRABLE INITIALLY DEFERRED,
  ADD CONSTRAINT credit_in_its_currency FOREIGN KEY (credit_id, currency)
    REFERENCES ledger_account (id, currency) DEFERRABLE INITIALLY DEFERRED;
DROP FUNCTION ledger_check_payables() CASCADE;
DROP FUNCTION ledger_check_transfers() CASCADE;
DROP TRIGGER payer_stays ON ledger_payer;
DROP TRIGGER payer_keeps_its_key ON ledger_payer;
DROP TRIGGER payers_stay ON ledger_payer;
DROP TRIGGER account_stays ON ledger_account;
DROP TRIGGER account_keeps_its_key ON ledger_account;
DROP TRIGGER accounts_stay ON ledger_account;
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0007_room_for_balances")]
    operations = [
        migrations.AlterField(
            model_name="payable",
            name="payer",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="payables",
                to="ledger.payer",
            ),
        ),
        migrations.AlterField(
            model_name="transfer",
            name="payable",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="transfers",
                to="ledger.payable",
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
