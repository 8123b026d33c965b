"""Each module here knows how some kinds of things are read as records, written from them, and taken away again."""
