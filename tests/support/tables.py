"""Tables of sentences as test parameters; a row may carry the reason why it comes out wrong today."""

from __future__ import annotations

from typing import Any

import pytest


def rows(*groups: dict[str, Any], misses: dict[str, str] | None = None) -> list[Any]:
    """Parameters (text, expected), with the text as id.

    Args:
        groups: What is expected of each text.
        misses: Texts that come out wrong, and why: strict expected failures.
    """
    wrong = misses or {}
    table = {text: expected for group in groups for text, expected in group.items()}
    assert len(table) == sum(map(len, groups)), "a text stands twice"
    assert set(wrong) <= set(table), set(wrong) - set(table)
    return [
        pytest.param(
            text,
            expected,
            id=text.replace("\n", "/"),
            marks=[pytest.mark.xfail(strict=True, reason=wrong[text])] if text in wrong else [],
        )
        for text, expected in table.items()
    ]
