"""Official documents: what stands in each kind, as blocks, and those blocks as a Word file.

The kinds know nothing of Word, and the Word file nothing of plans: `blocks` is between them.
Source: Decree 30/2020/NĐ-CP on records and clerical work, annexes I (form) and III (models).
"""
