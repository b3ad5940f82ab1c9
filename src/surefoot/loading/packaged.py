"""Where the files are that travel with the library: in the wheel inside the package, in a checkout beside src/."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_CHECKOUT = _PACKAGE.parent.parent


def packaged(name: str) -> Path:
    """The folder `kb` or `schemas`.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    for folder in (_PACKAGE / "data" / name, _CHECKOUT / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"the installation of surefoot has no {name}/; install it again")
