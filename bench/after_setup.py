"""``python -m bench.after_setup MODULE …``: `main(words)` of a module that imports models."""

import importlib
import sys

import django

if __name__ == "__main__":
    django.setup()
    importlib.import_module(sys.argv[1]).main(sys.argv[2:])
