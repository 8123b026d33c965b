"""What people type in this room, by noun. Saves nothing."""
