"""Tests of `coopctl.sync`."""
