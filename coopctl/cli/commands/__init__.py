"""One file a command, under the heading that `coopctl --help` shows it under."""
