"""Files of every format to records; `newsvane.corpus.read` is the door."""
