"""`python -m assess`: the command."""

import sys

INTERRUPTED = 130  # 128 and the number of the signal, as shells count


def main() -> None:
    try:
        # Here and not above: an impatient Ctrl+C may meet the second in which everything is imported.
        from assess.cli import run

        run()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
