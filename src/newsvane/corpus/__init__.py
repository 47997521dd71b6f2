"""Files to articles: reading, cleaning, dates, copies, sentences and their voices."""
