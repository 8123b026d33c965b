"""What people type at the doors, and what administrators type to keep staff and organisations."""
