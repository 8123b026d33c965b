"""Where films come in and are looked after, in the admin."""
