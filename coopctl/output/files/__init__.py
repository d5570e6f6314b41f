"""Tables, journals and calendars as files."""
