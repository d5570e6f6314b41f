"""What a shell may offer where somebody presses Tab: for the words of a line, what may stand next.

Invariant: nothing is written, nothing is said but the answer, and what people wrote is text to every shell.
"""
