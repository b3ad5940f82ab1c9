"""Says what is wrong with a file that cannot be used, and the cure."""

import os


def told(error: OSError) -> str:
    """What the system says, with the file and the cure."""
    name = error.filename
    if not isinstance(name, str):
        return str(error.strerror or error)
    if isinstance(error, FileNotFoundError):
        return _not_there(name)
    if isinstance(error, IsADirectoryError):
        return f"{name} is a folder; name a file"
    if isinstance(error, PermissionError):
        return (
            f"{name}: {(error.strerror or 'permission denied').lower()}; ask whoever owns the file for the right to it"
        )
    return f"{error.strerror or error}: {name}"


def _not_there(name: str) -> str:
    from surefoot.diagnostics import nearest

    folder = os.path.dirname(name)
    if folder and not os.path.isdir(folder):
        return f"There is no folder {folder}; check the path {name}"
    try:
        meant = nearest(os.path.basename(name), os.listdir(folder or os.curdir))
    except OSError:
        meant = None
    cure = f"did you mean {os.path.join(folder, meant)}?" if meant else "check the path"
    return f"There is no file {name}; {cure}"
