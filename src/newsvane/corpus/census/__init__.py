"""A second count of what is in the files, made by another way than the readers take."""
