"""newsvane: who takes which stance on what in the news, and how it moves over time."""

__version__ = "0.1.0"
