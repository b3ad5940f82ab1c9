"""What a validation found."""

from __future__ import annotations

import os

from surefoot.diagnostics import Diagnostic, Severity
from surefoot.loading import paths_below, places_tried
from surefoot.model import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path


class Report(NamedTuple):
    """What was found: faults in the order of files and lines, how many files were looked at, the paths
    that were asked for and hold nothing that can be checked, and the faults that waivers set aside.
    """

    diagnostics: tuple[Diagnostic, ...]
    files: int
    unusable_paths: tuple[Path, ...] = ()
    waived: tuple[Diagnostic, ...] = ()
    roots: tuple[str | os.PathLike[str], ...] = ()

    @property
    def looked_at(self) -> tuple[str, ...]:
        """The files and folders that the report depends on, those that do not exist included."""
        paths = [path for root in self.roots for path in paths_below(root)]
        places = places_tried(dict.fromkeys((os.getcwd(), *map(str, self.roots))))
        return tuple(dict.fromkeys((*map(str, self.roots), *paths, *places)))

    @property
    def errors(self) -> int:
        """How many faults fail the run."""
        return sum(d.severity is Severity.ERROR for d in self.diagnostics)
