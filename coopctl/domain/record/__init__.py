"""What is recorded of a plan, and what the record must keep to."""
