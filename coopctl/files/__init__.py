"""Files that the program writes: whole or not at all, in their places, and remembered.

All other rooms write through this one. It knows no command, no plan and no ledger.
"""
