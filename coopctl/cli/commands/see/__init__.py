"""See where things stand."""
