"""Grammar and knowledge without a model, for tests on parses made by hand."""

from __future__ import annotations

import pytest

from extractor.actors.knowledge import load_knowledge
from extractor.paths import models_dir
from extractor.relations.grammar import load_grammar
from tests.support.small_rules import small_models


@pytest.fixture(scope="session")
def knowledge():
    return load_knowledge(models_dir())


@pytest.fixture(scope="session")
def small_grammar(tmp_path_factory):
    return load_grammar(small_models(tmp_path_factory.mktemp("models") / "models"))
