"""Where the files are that travel with the library: in the wheel inside the package, in a checkout beside src/."""

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

_PACKAGE = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
_CHECKOUT = os.path.dirname(os.path.dirname(_PACKAGE))


def packaged(name: str) -> "Path":
    """The folder `kb` or `schemas`.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    from pathlib import Path

    return Path(packaged_folder(name))


def packaged_folder(name: str) -> str:
    """The same as text.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    for folder in (os.path.join(_PACKAGE, "data", name), os.path.join(_CHECKOUT, name)):
        if os.path.isdir(folder):
            return folder
    raise FileNotFoundError(f"the installation of surefoot has no {name}/; install it again")
