"""Small git repositories and edits of records, for tests."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

_NOBODY = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "HOME": os.devnull}


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder, with no settings but those of the repository."""
    surroundings = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")} | _NOBODY
    done = subprocess.run(["git", *arguments], cwd=folder, env=surroundings, capture_output=True, text=True, check=True)
    return done.stdout


def committed(folder: Path, tag: str) -> None:
    """Commit everything in a folder, a new repository if it is none, and tag it."""
    if not (folder / ".git").exists():
        git(folder, "init", "--quiet", "--initial-branch=main")
        git(folder, "config", "user.email", "tests@example.org")
        git(folder, "config", "user.name", "Tests")
        git(folder, "config", "commit.gpgsign", "false")
        git(folder, "config", "core.autocrlf", "false")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", tag)
    git(folder, "tag", tag)


def edited(file: Path, **changes: Any) -> None:
    """Set keys of a record; a path of keys is written with two underscores, as in `answer__maximum`."""
    content = json.loads(file.read_bytes())
    for path, value in changes.items():
        *parents, last = path.split("__")
        holder = content
        for key in parents:
            holder = holder[key]
        holder[last] = value
    file.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
