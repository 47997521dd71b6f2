"""Exports of media databases: one file, many articles."""
