"""How wide a page is set."""

WIDTH = 960  # pixels: longer lines are hard to read
