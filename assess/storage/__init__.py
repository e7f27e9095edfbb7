"""The only place that sees rows."""
