"""Plans and workspace."""
