"""Spreadsheets that come in: read cell by cell, each with its place, whatever program wrote them."""
