"""Where things stand, asked of the tables."""
