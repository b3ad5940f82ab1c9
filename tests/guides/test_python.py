"""The guide for Python is true: its example runs, and its expressions have the values beside them."""

import ast
import re
from pathlib import Path

import pytest

_PAGE = Path(__file__).parents[2] / "docs/guides/from-python.md"


def test_the_example_runs_and_its_values_are_true(legs: Path) -> None:
    """Every line of the example runs, and an expression with a value beside it has that value."""
    block = re.search(r"^```python\n(.*?)^```$", _PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert block
    names: dict[str, object] = {}
    compared = 0
    for line in filter(None, block[1].splitlines()):
        code, _, comment = line.partition("  # ")
        exec(code, names)
        try:
            value = ast.literal_eval(comment)
        except (SyntaxError, ValueError):
            continue
        assert eval(code, names) == value
        compared += 1
    assert compared == 3


@pytest.mark.parametrize("name", ["KnowledgeBaseError", "AnswerError"])
def test_the_errors_that_it_names_are_there(name: str) -> None:
    """The errors that the guide tells people to catch are names of the library."""
    import surefoot

    assert issubclass(getattr(surefoot, name), Exception)
    assert name in _PAGE.read_text("utf-8")
