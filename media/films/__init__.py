"""Films and sound: how they come in, what is made of them, and where that is fetched. Captions stand elsewhere."""
