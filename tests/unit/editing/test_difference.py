"""The difference between two contents of a file, as other tools read it."""

import shutil
import subprocess

import pytest

from surefoot.editing import unified_diff

_PAIRS = (
    ("a line", "a\nb\nc\n", "a\nx\nc\n"),
    ("no final newline before", "a\nb", "a\nb\n"),
    ("no final newline after", "a\nb\n", "a\nb"),
    ("no final newline at all", "a\nb", "a\nc"),
    ("Windows line ends", "a\r\nb\r\n", "a\nb\n"),
    ("line ends that are none", "a\u2028\x0bb\nc\n", "a\u2028\x0bb\nd\n"),
    ("a byte-order mark", "\ufeffa\n", "a\n"),
    ("everything", "a\n", ""),
)


@pytest.mark.skipif(shutil.which("git") is None, reason="git applies the difference")
@pytest.mark.parametrize(("old", "new"), [p[1:] for p in _PAIRS], ids=[p[0] for p in _PAIRS])
def test_git_can_apply_it(old, new, tmp_path):
    """`git apply` turns the old content into the new one."""
    file = tmp_path / "kb" / "x.json"
    file.parent.mkdir()
    file.write_bytes(old.encode())
    difference = unified_diff("kb/x.json", old.encode(), new.encode())
    options = ["git", "apply", "--whitespace=nowarn", "--unidiff-zero", "-"]
    subprocess.run(options, cwd=tmp_path, input=difference.encode(), check=True)
    assert file.read_bytes() == new.encode()


def test_there_may_be_none():
    """Equal contents have no difference."""
    assert unified_diff("x", b"a\n", b"a\n") == ""
