"""Articles to topics: embedding, and BERTopic behind one file."""
