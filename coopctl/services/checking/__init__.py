"""Checking: whether the plan files, the ledger and the kept files are as they should be."""
