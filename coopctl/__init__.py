"""Keep track of a cooperation agreement between public bodies."""

__version__ = "0.1.0"
