"""The front doors of the layers."""

import importlib
import pkgutil

import pytest

import surefoot

LAYERS = [module.name for module in pkgutil.iter_modules(surefoot.__path__) if module.ispkg]


@pytest.mark.parametrize("layer", LAYERS)
def test_what_a_front_offers_is_there_and_is_no_module(layer):
    """A name that is imported when it is first used must not be hidden by a module of the same name."""
    front = importlib.import_module(f"surefoot.{layer}")
    modules = {module.name for module in pkgutil.iter_modules(front.__path__)}
    for name in front.__all__:
        assert getattr(front, name) is not None
    if hasattr(front, "_MODULES"):
        assert modules.isdisjoint(front._MODULES)
        assert sorted(front._MODULES) == sorted(front.__all__)
