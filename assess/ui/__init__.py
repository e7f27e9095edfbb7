"""Screens, a file each in `screens/`: they read, show, and call one service a draw and one an act; `session` keeps state."""
