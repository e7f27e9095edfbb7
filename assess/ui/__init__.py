"""A screen a file in `screens/`: it reads, shows, and calls one service a draw and one an act; `session` has state."""
