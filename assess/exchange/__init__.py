"""Files that come in, and data that goes out to be read back."""
