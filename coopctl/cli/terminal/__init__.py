"""Questions, forms and editors: whatever waits for a person at a terminal."""
