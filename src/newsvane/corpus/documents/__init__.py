"""Documents of office programs that hold one article each."""
