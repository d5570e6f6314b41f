"""The annex of a plan, found in a sheet and understood."""
