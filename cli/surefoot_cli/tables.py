"""What the commands that read tables share: the forms of files, and how their errors end."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

FORM_NAMES = ("parquet", "csv", "ndjson")
_EXTRAS = {"llvmlite": "numba", "duckdb": "duckdb", "pyspark": "spark"}
"""The packages of engines that are an extra of their own."""


@contextmanager
def table_errors(extra: str) -> Iterator[None]:
    """An input that cannot be used, and a package that is not installed, are usage errors with a cure."""
    try:
        from surefoot.batch import BatchError
    except ModuleNotFoundError as error:
        raise _missing(error, extra) from None
    try:
        yield
    except BatchError as error:
        raise click.UsageError("\n  ".join(["This cannot be triaged:", *error.problems])) from None
    except ModuleNotFoundError as error:
        raise _missing(error, extra) from None


def _missing(error: ModuleNotFoundError, extra: str) -> click.UsageError:
    name = (error.name or "").partition(".")[0]
    if name.startswith("surefoot"):
        raise error
    return click.UsageError(f"This needs the package {name}: pip install 'surefoot[{_EXTRAS.get(name, extra)}]'.")
