"""Looking for unreachable cycles less often than Python does by itself."""

import gc
from typing import Final

_AMBANG: Final = (100_000, 50, 50)
"""Python 3.11 looks after 700 new objects, at older ones after ten such looks, at all after ten of those."""


def collect_rarely() -> None:
    """Let this process look for unreachable cycles rarely; for commands and workers, never for who imports this.

    A catalogue of thousands of SOPs is millions of objects that live until the end, and hardly any of them form cycles:
    nearly everything goes as soon as nobody refers to it. Looking through all of them again and again finds nothing
    and takes a tenth of the time of checking and of making pages.
    """
    gc.set_threshold(*_AMBANG)
