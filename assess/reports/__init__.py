"""GapReport in, bytes out."""

from assess.reports.pdf import print_pdf

__all__ = ["print_pdf"]
