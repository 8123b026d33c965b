"""Measures the product as it runs: real processes, real content, figures that anyone can print again."""
