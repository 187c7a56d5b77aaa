"""`python -m learning.cli`, as the bootstrap calls it."""

from learning.cli import main

main()
