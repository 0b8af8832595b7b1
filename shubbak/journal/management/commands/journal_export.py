"""Writes the journal of one agency to the standard output, for tools/verify.py."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django_tenants.utils import tenant_context

from shubbak.agencies.models import Agency
from shubbak.journal.export import export_lines


class Command(BaseCommand):
    help = "Write the journal of an agency as lines of JSON, for the auditor's tools/verify.py."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("agency", help="code of the agency")
        parser.add_argument("--with-parties", action="store_true", help="also who acted: personal data")

    def handle(self, *_args: Any, **options: Any) -> None:
        agency = Agency.objects.filter(code=options["agency"]).first()
        if agency is None:
            raise CommandError(f"There is no agency called {options['agency']}.")
        with tenant_context(agency):
            for line in export_lines(with_parties=options["with_parties"]):
                self.stdout.write(line)
