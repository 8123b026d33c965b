"""Takes questions in from files and gives them out: preview, taking over, the way back, and the pages for it."""
