"""Nouns: frozen values that know no file, database or screen."""
