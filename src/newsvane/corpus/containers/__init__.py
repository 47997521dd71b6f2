"""Files that hold other files or many articles: archives, crawls, mail and feeds."""
