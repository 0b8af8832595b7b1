"""`python -m tools.bank_simulator`: certify a bank's connection against a server, and print a report.

    python -m tools.bank_simulator --address https://miyah.example --key atlas-1 --contract 00000021

The secret (base64) is read from the environment, BANK_SECRET; or the bank's private key of Ed25519 (base64)
from BANK_PRIVATE_KEY, with the body's public key in BODY_PUBLIC_KEY. Exit codes: 0 all holds, 1 something
does not, 2 wrong usage.
"""

import argparse
import base64
import os
import sys

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from tools.bank_simulator.script import Run, certify
from tools.bank_simulator.speaking import Pair, Secret, Speaker


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.bank_simulator", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--address", required=True, help="of the body, as its citizens write it")
    parser.add_argument("--key", required=True, help="name of the key")
    parser.add_argument("--contract", required=True, help="a contract for trials that owes something")
    parser.add_argument("--past", default="", help="reference of a payment of an earlier business day")
    parser.add_argument("--meter", default="", help="a prepaid meter of a laboratory, of another holder")
    given = parser.parse_args(arguments)
    signer = _signer()
    if signer is None:
        print("Set BANK_SECRET, or BANK_PRIVATE_KEY and BODY_PUBLIC_KEY.", file=sys.stderr)
        return 2
    return report(Run(Speaker(given.address, given.key, signer), given.contract, given.past, given.meter))


def report(run: Run) -> int:
    """One line a step; the number of those that do not hold last."""
    failed = 0
    for words, told, holds in certify(run):
        failed += not holds
        print(f"{'holds ' if holds else 'FAILS '} {words}: {told}", flush=True)
    print(f"{failed} steps fail." if failed else "All steps hold.")
    return 1 if failed else 0


def _signer() -> Secret | Pair | None:
    secret, private = os.environ.get("BANK_SECRET", ""), os.environ.get("BANK_PRIVATE_KEY", "")
    if secret:
        return Secret(base64.b64decode(secret))
    if not private:
        return None
    theirs = base64.b64decode(os.environ.get("BODY_PUBLIC_KEY", ""))
    own = Ed25519PrivateKey.from_private_bytes(base64.b64decode(private))
    return Pair(own, Ed25519PublicKey.from_public_bytes(theirs))


if __name__ == "__main__":
    sys.exit(main())
