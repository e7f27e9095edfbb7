"""Values in, words and pictures out; for screen, paper and command alike."""
