"""Sample data for every view: short, long and hostile texts, for the gallery and the snapshots.

A feature adds its views by a module here with `samples(texts)`; it is found by itself.
"""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from playground.gallery import Sample
from playground.samples.texts import HOSTILE, LONG, SHORT, Texts

_APART = ("texts", "made", "__main__")
"""Modules that hold no views."""


def all_samples() -> Iterator[Sample]:
    """Return every view with every text."""
    for texts in (SHORT, LONG, HOSTILE):
        yield from samples_with(texts)


def samples_with(texts: Texts) -> Iterator[Sample]:
    """Return every view with one kind of text."""
    for module in iter_modules(__path__):
        if module.name not in _APART:
            yield from import_module(f"{__name__}.{module.name}").samples(texts)
