"""The tables of the journal, its one head, and the triggers that let it only grow."""

from django.db import migrations, models


OPEN = """
INSERT INTO journal_head (id, origin, size, peaks)
VALUES (1, current_schema() || '/journal/' || left(replace(gen_random_uuid()::text, '-', ''), 8), 0, '');
"""

GUARD = """
CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal only grows: % of % is refused', TG_OP, TG_TABLE_NAME;
END $$;

CREATE FUNCTION journal_only_forgets() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.index IS DISTINCT FROM OLD.index
        OR (NEW.content IS DISTINCT FROM OLD.content AND NEW.content IS NOT NULL)
        OR (NEW.content_salt IS DISTINCT FROM OLD.content_salt AND NEW.content_salt IS NOT NULL)
        OR (NEW.party IS DISTINCT FROM OLD.party AND NEW.party IS NOT NULL)
        OR (NEW.party_salt IS DISTINCT FROM OLD.party_salt AND NEW.party_salt IS NOT NULL)
        OR (NEW.content IS NULL) <> (NEW.content_salt IS NULL)
        OR (NEW.party IS NULL) <> (NEW.party_salt IS NULL)
    THEN
        RAISE EXCEPTION 'what a line of the journal says can be erased and not altered';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION journal_head_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.size <= OLD.size OR NEW.origin <> OLD.origin OR NEW.id <> OLD.id THEN
        RAISE EXCEPTION 'the head of the journal only grows';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER immutable_leaf BEFORE UPDATE OR DELETE ON journal_leaf
    FOR EACH ROW EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER immutable_leaf_whole BEFORE TRUNCATE ON journal_leaf
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER immutable_checkpoint BEFORE UPDATE OR DELETE ON journal_checkpoint
    FOR EACH ROW EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER immutable_checkpoint_whole BEFORE TRUNCATE ON journal_checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER forgets BEFORE UPDATE ON journal_leafcontent
    FOR EACH ROW EXECUTE FUNCTION journal_only_forgets();
CREATE TRIGGER kept_content BEFORE DELETE ON journal_leafcontent
    FOR EACH ROW EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER kept_content_whole BEFORE TRUNCATE ON journal_leafcontent
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER grows BEFORE UPDATE ON journal_head
    FOR EACH ROW EXECUTE FUNCTION journal_head_grows();
CREATE TRIGGER kept_head BEFORE DELETE ON journal_head
    FOR EACH ROW EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER kept_head_whole BEFORE TRUNCATE ON journal_head
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse();

DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'shubbak_app' AND rolname <> current_user) THEN
        EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %I.journal_leaf, %I.journal_checkpoint FROM shubbak_app',
                       current_schema(), current_schema());
        EXECUTE format('REVOKE DELETE, TRUNCATE ON %I.journal_leafcontent, %I.journal_head FROM shubbak_app',
                       current_schema(), current_schema());
    END IF;
END $$;
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Checkpoint',
            fields=[
                ('size', models.BigIntegerField(primary_key=True, serialize=False)),
                ('root', models.BinaryField(max_length=32)),
                ('note', models.TextField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['size'],
            },
        ),
        migrations.CreateModel(
            name='Head',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('origin', models.CharField(max_length=80)),
                ('size', models.BigIntegerField(default=0)),
                ('peaks', models.BinaryField(default=b'')),
            ],
        ),
        migrations.CreateModel(
            name='Leaf',
            fields=[
                ('index', models.BigIntegerField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('what', models.CharField(max_length=60)),
                ('about', models.CharField(db_index=True, max_length=80)),
                ('actor_kind', models.CharField(max_length=12)),
                ('content_commitment', models.BinaryField(max_length=32)),
                ('party_commitment', models.BinaryField(max_length=32)),
                ('leaf_hash', models.BinaryField(max_length=32)),
                ('subtrees', models.BinaryField(default=b'')),
            ],
            options={
                'ordering': ['index'],
            },
        ),
        migrations.CreateModel(
            name='LeafContent',
            fields=[
                ('index', models.BigIntegerField(primary_key=True, serialize=False)),
                ('content_salt', models.BinaryField(max_length=16, null=True)),
                ('content', models.JSONField(null=True)),
                ('party_salt', models.BinaryField(max_length=16, null=True)),
                ('party', models.JSONField(null=True)),
            ],
        ),
        migrations.RunSQL(OPEN, migrations.RunSQL.noop),
        migrations.RunSQL(GUARD, migrations.RunSQL.noop),
    ]
