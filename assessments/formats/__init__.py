"""Questions in the formats of others, as plain values. Knows nothing of the database and of Django."""
