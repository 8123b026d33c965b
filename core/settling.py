"""What a process has made when it stands ready stays until it ends: its rubbish collector need not look there again."""

from __future__ import annotations

import gc

# New things before the collector looks among them, and how often it looks among older ones. Python's own 700 lets it
# run many times for one page, each time through what a request still holds (decision 0022).
_PATIENCE = (20_000, 20, 20)


def settle() -> None:
    """To be called once a process, after everything is imported."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_PATIENCE)
