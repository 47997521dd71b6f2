"""Sentences, quotations and who says them; `newsvane.corpus.voices` is the door."""
