"""What people and programs get to see: rows and records in words, tables and files."""
