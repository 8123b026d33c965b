"""The desk of those who keep facts: what is due, what changed, what depends on it, and what is still blank."""
