"""Screens. Pages read, show, and call at most one service a draw and one an act; `session` keeps the state."""
