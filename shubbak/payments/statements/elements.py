"""Elements of a bank's file of ISO 20022, looked for by path in whatever version it was written."""

import re
from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree

from shubbak.payments.statements.rules import StatementRefused

LARGEST = 50_000_000  # bytes

Element: TypeAlias = etree._Element


def root_of(content: bytes, namespace: re.Pattern[str], kind: str) -> Element:
    """No entity is resolved and nothing is fetched: no file of a bank needs either.

    :raises StatementRefused: if it does not parse, or is of another kind.
    """
    if len(content) > LARGEST:
        raise StatementRefused("the file is larger than 50 MB")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise StatementRefused(f"the file is not readable as XML: {error}") from error
    if root.getroottree().docinfo.doctype:
        raise StatementRefused("the file names entities of its own, which no statement needs")
    if not namespace.match(etree.QName(root).namespace or ""):
        raise StatementRefused(f"the file is no {kind}")
    return root


def space_of(element: Element) -> dict[str | None, str]:
    return {None: etree.QName(element).namespace or ""}


def text_at(element: Element, *paths: str) -> str:
    """What stands on the first of the paths that has words."""
    return next((words for path in paths for words in texts_at(element, path)), "")


def texts_at(element: Element, path: str) -> Iterator[str]:
    for found in element.findall(path, space_of(element)):
        if words := " ".join((found.text or "").split()):
            yield words
