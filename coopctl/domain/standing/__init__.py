"""Where things stand: what follows from a plan and its record."""
