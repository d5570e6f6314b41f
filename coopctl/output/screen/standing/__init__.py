"""Where things stand, on the terminal."""
