"""The quick way to read a file takes it for faultless only where the careful way finds no fault."""

import copy
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from surefoot.loading import SourceFile, faultless_records, read_records, scan
from surefoot.model import PLACEHOLDER

ROOT = Path(__file__).parents[3]
FILES = [file for name in ("kb", "tests/second_kb/kb") for file in scan(ROOT / name).files]
ONE_OF_EACH = list({(file.kind, "second" in file.file): file for file in FILES}.values())
FAR = ("1e400", "-1e400", "1.5E+999", "1" + "0" * 400, "-" + "9" * 309, "1" * 310 + ".5")


def with_data(file: SourceFile, data: bytes) -> SourceFile:
    return file._replace(data=data)


def is_good(file: SourceFile) -> bool:
    return not read_records([file]).diagnostics


def places_in(value: Any) -> Iterator[tuple[Any, Any]]:
    for key, inner in list(value.items() if isinstance(value, dict) else enumerate(value)):
        yield value, key
        if isinstance(inner, dict | list):
            yield from places_in(inner)


def test_the_records_are_those_of_a_careful_reading():
    """Of files without faults both give the same records."""
    assert faultless_records(FILES) == list(read_records(FILES).records.records)


@pytest.mark.parametrize("seed", range(8))
def test_bytes_that_were_changed(seed):
    """Of files in which bytes were changed, left out or put in, both find the same ones good.

    A placeholder is looked at with care, wherever it stands.
    """
    chance, good = Random(seed), 0
    for _ in range(150):
        file = chance.choice(FILES)
        data = bytearray(Path(file.path).read_bytes())
        for _ in range(chance.randint(1, 2)):
            place = chance.randrange(len(data))
            odd = chance.choice((b"", b"\0", b"\xff", b"9", b'"', b",", b"e9", b" ", b"\\", b"\n", b"a", b"FILL IN"))
            data[place : place + chance.randint(0, 1)] = odd
        changed = with_data(file, bytes(data))
        doubted = PLACEHOLDER.encode() in data
        assert (faultless_records([changed]) is not None) is (is_good(changed) and not doubted), bytes(data)
        good += is_good(changed)
    assert 10 < good < 140


@pytest.mark.parametrize("file", ONE_OF_EACH, ids=lambda file: file.file)
def test_no_number_that_is_too_large_passes(file):
    """Wherever a value stands, a number that no computer holds in its place is refused."""
    document = json.loads(Path(file.path).read_bytes())
    count = len(list(places_in(document)))
    for number, far in enumerate(FAR):
        for place in range(number, count, max(len(FAR), count // 50)):
            changed = copy.deepcopy(document)
            container, key = list(places_in(changed))[place]
            container[key] = "HERE"
            data = json.dumps(changed).replace('"HERE"', far).encode()
            assert faultless_records([with_data(file, data)]) is None, (file.file, key, far)


def test_a_file_that_cannot_be_read_is_not_faultless(tmp_path):
    """Neither one that is not there nor a folder."""
    (tmp_path / "folder.json").mkdir()
    for name in ("missing.json", "folder.json"):
        assert faultless_records([FILES[1]._replace(path=str(tmp_path / name))]) is None


def test_the_stand_in_for_mails_goes_away():
    """Whoever asks for `email.utils` after jsonschema_rs was imported gets the real one."""
    program = (
        "import sys; from surefoot.loading.rust import jsonschema_rs; assert 'email.utils' not in sys.modules; "
        "import email.utils; print(email.utils.parsedate_to_datetime('Tue, 27 Oct 2026 10:17:51 +0000').year); "
        "print(jsonschema_rs.Draft202012Validator({'format': 'email'}, validate_formats=True).is_valid('a@b.org'))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["2026", "True"]


def test_with_other_threads_there_is_no_stand_in():
    """Another thread that asks for `email.utils` meanwhile must not get it."""
    program = (
        "import sys, threading; end = threading.Event(); threading.Thread(target=end.wait).start(); "
        "import surefoot.loading.rust; print(hasattr(sys.modules.get('email.utils'), 'formataddr')); end.set()"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["True"]
