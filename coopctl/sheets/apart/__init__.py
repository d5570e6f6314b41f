"""Workbooks read in a process of their own, with bounds on memory and time."""
