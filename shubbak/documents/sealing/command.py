"""``shubbak keys seal [CODE FILE]``: give a body the certificate it seals with, or say what each has."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string

from shubbak.agencies.models import Agency
from shubbak.agencies.queries import agencies_listed
from shubbak.documents.sealing import Sealer, SealFailed, seal_warning, sealer
from shubbak.documents.sealing.certificate import (
    CertificateRefused,
    checked,
    described,
    path_of,
    put_in_place,
    replace_certificate,
)

DONE, REFUSED, USAGE = 0, 1, 2
CLOUD = "shubbak.documents.sealing.cloud.CloudSeal"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Exit codes: 0 done, 1 the file is refused or a certificate ends soon, 2 no such body or file."""
    parser.add_argument("code", nargs="?", help="code of the body")
    parser.add_argument(
        "file",
        nargs="?",
        type=Path,
        help="its key and certificate, in PKCS#12 (.p12, .pfx); or its account with a provider (.csc)",
    )


def run(args: argparse.Namespace) -> int:
    """The password of the file is the one of SHUBBAK_SEAL_PASSWORD: the house opens it so from now on."""
    bodies, at = {agency.code: agency for agency in agencies_listed()}, datetime.now(UTC)
    if args.code is None:
        return max([_told(agency, at) for agency in bodies.values()], default=DONE)
    if args.code not in bodies or args.file is None or not args.file.is_file():
        print("Name a body of this installation, and a file that is there.", file=sys.stderr)
        return USAGE
    give = _give_account if args.file.suffix == ".csc" else _give
    return give(bodies[args.code], args.file.read_bytes(), at)


def _give(agency: Agency, content: bytes, at: datetime) -> int:
    try:
        certificate = checked(content, at)
    except CertificateRefused as refused:
        print(f"{agency.code}: {refused}.", file=sys.stderr)
        return REFUSED
    before = replace_certificate(agency.code, content, at)
    print(f"{agency.code}: {described(certificate)}")
    if before is not None:
        print(f"What stood there is kept as {before}.")
    return DONE


def _give_account(agency: Agency, content: bytes, at: datetime) -> int:
    """It stays only if the provider signs something on trial; else what stood there stands again."""
    path = path_of(agency.code).with_suffix(".csc")
    before = path.read_bytes() if path.exists() else None
    put_in_place(path, content)
    path.with_suffix(".csc.refused").unlink(missing_ok=True)
    cloud: Sealer = import_string(CLOUD)()
    try:
        cloud.check(agency, at)
    except SealFailed as failed:
        print(f"{agency.code}: {failed}.", file=sys.stderr)
        if before is None:
            path.unlink()
        else:
            put_in_place(path, before)
        return REFUSED
    if certificate := cloud.certificate(agency):
        print(f"{agency.code}: {described(certificate)}")
    if settings.SHUBBAK_SEALER != CLOUD:
        print(f"It is asked once SHUBBAK_SEALER={CLOUD} is set.")
    return DONE


def _told(agency: Agency, at: datetime) -> int:
    """One line; whether whoever renews certificates should begin."""
    warning = seal_warning(agency, at)
    try:
        certificate = sealer().certificate(agency)
    except SealFailed as failed:
        print(f"{agency.code}: {failed}")
        return REFUSED
    none_yet = "none yet; with its first letter it issues one to itself, or asks its provider"
    what = described(certificate) if certificate else none_yet
    print(f"{agency.code}: {what}{_WARNINGS[warning.code] if warning else ''}")
    return REFUSED if warning else DONE


_WARNINGS = {
    "ended": ": IT HAS ENDED, no letter can be signed",
    "not_begun": ": IT HAS NOT BEGUN, no letter can be signed",
    "ends_soon": ": it ends soon, give a new one",
}
