from tests.signer import signer

__all__ = ["signer"]
