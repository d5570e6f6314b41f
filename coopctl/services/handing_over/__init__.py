"""What goes out of the house: rows for letters, calendars and tables."""
