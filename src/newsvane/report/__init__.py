"""Tables to charts and to one HTML file."""
