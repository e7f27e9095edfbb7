"""`python -m assess`: the command."""

from assess.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
