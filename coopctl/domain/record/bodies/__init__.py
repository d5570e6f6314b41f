"""What bodies of entries are held to: their size, the names in them, and what recording lets in."""
