"""What the program does, whoever asks for it."""
