"""What is no part of an article goes; `newsvane.corpus.clean` is the door."""
