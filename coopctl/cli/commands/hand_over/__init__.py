"""Hand over files, letters and pages."""
