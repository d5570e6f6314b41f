"""What must hold between the parts of a plan file."""
