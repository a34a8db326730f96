"""Run the command line with ``python -m atd``."""

from atd.cli import main

main()
