"""Captions, descriptions and transcripts of films: the desk where they are written, the pages where they are read."""
