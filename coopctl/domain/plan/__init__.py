"""A plan: its items, periods, indicators and stages."""
