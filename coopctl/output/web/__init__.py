"""The web page: one file that any browser shows, without scripts and without asking anybody."""
