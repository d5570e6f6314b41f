"""Closed periods: what was reported, what they stand for, and what came too late for them."""
