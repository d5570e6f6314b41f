"""Record what happened."""
