"""What a plan file may say, key by key."""
