"""`shubbak migrate`: the shared tables, then every agency's, then what the application may do with them."""

import argparse
import os

import psycopg
from django.core.management import call_command

from shubbak.agencies.actions import grant_schema
from shubbak.agencies.queries import agencies_listed
from shubbak.config.supervisor.roles import check_arabic


def run(args: argparse.Namespace) -> int:
    """Bring all schemas up to this version. May be run again at any time."""
    del args
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as connection:
        check_arabic(connection)
    call_command("migrate_schemas", shared=True, verbosity=0)
    grant_schema("public")
    schemas = [agency.schema_name for agency in agencies_listed()]
    for number, schema in enumerate(schemas, start=1):
        print(f"tables of {schema} ({number} of {len(schemas)})", flush=True)
        call_command("migrate_schemas", schema_name=schema, verbosity=0)
        grant_schema(schema)
    return 0
