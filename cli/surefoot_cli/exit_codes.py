"""What the exit codes mean."""

CLEAN = 0
FAULTS = 1
"""Faults were found, nothing was found, or the urgency is at or above --fail-on."""
USAGE = 2
"""The command line is wrong, or an input cannot be read."""
INTERNAL = 3
"""Undecided, or a fault of surefoot itself."""
