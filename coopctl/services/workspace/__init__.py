"""The workspace of an office: its folder, settings, plan files, clock and ledger."""
