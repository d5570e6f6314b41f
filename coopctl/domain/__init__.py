"""What the field knows: plans, records, dates, standing. Pure: no files, no SQL, no terminal."""
