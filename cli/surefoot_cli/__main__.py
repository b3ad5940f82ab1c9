"""python -m surefoot_cli."""

from surefoot_cli.main import main

main()
