"""``shubbak keys rotate``: the signer gets a new key, and the old one signs that it follows.

Run by the user of the signer, who alone can read the key; a running signer takes the new one up by itself.
"""

import os
from pathlib import Path

from shubbak.journal.signer_store import SignerStore


def run() -> int:
    """Rotate, and say the new key. Reads SHUBBAK_HOME."""
    store = SignerStore(Path(os.environ["SHUBBAK_HOME"]))
    old = store.key.id
    store.rotate()
    print(f"The key {old.hex()} signed its successor {store.key.id.hex()} and was destroyed.")
    print("Each journal names the new key with its next checkpoint; keys/signer.pub lists both.")
    return 0
