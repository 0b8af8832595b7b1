"""``shubbak keys seal [CODE FILE]``: give a body the certificate it seals with, or say what each has."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from shubbak.agencies.queries import agencies_listed
from shubbak.documents.sealing.certificate import (
    CertificateRefused,
    checked,
    described,
    path_of,
    read_certificate,
    replace_certificate,
)

DONE, REFUSED, USAGE = 0, 1, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Exit codes: 0 done, 1 the file is refused, 2 no such body or file."""
    parser.add_argument("code", nargs="?", help="code of the body")
    parser.add_argument("file", nargs="?", type=Path, help="its key and certificate, in PKCS#12 (.p12, .pfx)")


def run(args: argparse.Namespace) -> int:
    """The password of the file is the one of SHUBBAK_SEAL_PASSWORD: the house opens it so from now on."""
    codes = [agency.code for agency in agencies_listed()]
    if args.code is None:
        for code in codes:
            print(f"{code}: {_told(code)}")
        return DONE
    if args.code not in codes or args.file is None or not args.file.is_file():
        print("Name a body of this installation, and a file that is there.", file=sys.stderr)
        return USAGE
    return _give(args.code, args.file.read_bytes(), datetime.now(UTC))


def _give(code: str, content: bytes, at: datetime) -> int:
    try:
        certificate = checked(content, at)
    except CertificateRefused as refused:
        print(f"{code}: {refused}.", file=sys.stderr)
        return REFUSED
    before = replace_certificate(code, content, at)
    print(f"{code}: {described(certificate)}")
    if before is not None:
        print(f"What stood there is kept as {before}.")
    return DONE


def _told(code: str) -> str:
    path = path_of(code)
    if not path.exists():
        return "none yet; with its first letter it issues one to itself"
    try:
        return described(read_certificate(path.read_bytes()))
    except CertificateRefused as refused:
        return f"{refused}: {path}"
