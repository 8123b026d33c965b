"""The desk of those who translate."""
