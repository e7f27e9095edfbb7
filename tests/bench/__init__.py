"""`make bench`: four measurements, each with a peer or a limit beside it. What they mean: docs/bench.md."""
