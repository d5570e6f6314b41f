"""The file: opened, laid out, waited for, written whole or not at all."""
