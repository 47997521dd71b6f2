"""Finding dates and judging them; `newsvane.corpus.dates` is the door."""
