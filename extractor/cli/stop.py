"""Ctrl-C: the first ends the run after the document under way and keeps what was done, the second ends it at once."""

from __future__ import annotations

import signal
import sys
import threading
from typing import TYPE_CHECKING, Any, Final, Self

if TYPE_CHECKING:
    from types import FrameType

_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)


class Stop:
    """While it is entered, an interrupt is remembered instead of raised; called, it says whether one came."""

    def __init__(self) -> None:
        """Nothing was asked yet."""
        self._signal = 0
        self._before: dict[int, Any] = {}

    def __call__(self) -> bool:
        """Whether someone wants the run to end."""
        return self._signal != 0

    @property
    def code(self) -> int:
        """Exit code of the shell's convention: 130 for Ctrl-C, 143 for a request to end; 0 where nobody asked."""
        return 128 + self._signal if self._signal else 0

    def __enter__(self) -> Self:
        """Take the signals over."""
        if threading.current_thread() is threading.main_thread():
            for number in _SIGNALS:
                self._before[number] = signal.signal(number, self._came)
        return self

    def __exit__(self, *_error: object) -> None:
        """Give the signals back."""
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _came(self, number: int, _frame: FrameType | None) -> None:
        if self._signal:
            raise KeyboardInterrupt
        self._signal = number
        sys.stderr.write("\nstopping after the document under way; once more to stop at once\n")
