"""The quick way to validate finds what the slow way finds: two processes, forgotten texts, no click, no shortcuts."""

import json
import random
import shutil
import sys
from datetime import date
from pathlib import Path

import pytest

from surefoot.checks import CHECKS, Context
from surefoot.checks.links import dangling_links, links_of
from surefoot.checks.logic.covered_rule import covers
from surefoot.checks.wording.readability import Ages, reader_of, sentences
from surefoot.loading import aside, can_work_aside, read_records, sparing
from surefoot.model import Entailment, Kind
from surefoot.validation import finding, validate

ROOT = Path(__file__).parents[3]
TODAY = date(2026, 1, 31)
CASES = sorted(path.parent for path in (ROOT / "tests/checks").glob("*/*/kb") if path.is_dir())
TREES = [ROOT / "kb", ROOT / "tests/second_kb/kb", ROOT / "tests/mistakes/tree/kb"]
needs_fork = pytest.mark.skipif(sys.platform == "win32", reason="no process can be copied here")
