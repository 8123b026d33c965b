"""Breaks the product as it runs, on purpose, and counts what that cost. Each trial has a scratch place of its own."""
