"""Plans and their versions on the terminal."""
