"""Plan versions, as the journal keeps them and as tables."""
