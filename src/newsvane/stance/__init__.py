"""Sentences to stances: claims, judges, and what an article says as a whole."""
