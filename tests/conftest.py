"""Fixtures that several test files share, and the rule that nothing is skipped in CI."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator

    import extractor

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def ex() -> extractor.Extractor:
    """The extractor with the default model, loaded once a worker."""
    import extractor

    return extractor.load()


def _no_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """In CI (`ACTORGRAPH_CI=1`) everything that tests need is installed, so a skip is a failure."""
    if os.environ.get("ACTORGRAPH_CI") == "1" and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Skipped, and ACTORGRAPH_CI=1 allows no skips: {report.longrepr}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _no_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _no_skip(report)
    return report
