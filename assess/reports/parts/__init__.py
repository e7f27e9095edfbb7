"""One module a part of the report: from a GapReport to the texts and figures that a template lays out."""
