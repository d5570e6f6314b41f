"""Questions about the record, answered as rows."""
