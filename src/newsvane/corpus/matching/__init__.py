"""Which article copies which; `newsvane.corpus.copies` is the door."""
