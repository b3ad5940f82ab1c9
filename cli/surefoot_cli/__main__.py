"""python -m surefoot_cli."""

from surefoot_cli.start import main

main()
