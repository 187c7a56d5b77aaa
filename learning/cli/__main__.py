"""`python -m learning.cli`, as the bootstrap calls it."""

from learning.cli import main

if __name__ == "__main__":  # a process that is spawned loads this file again
    main()
