"""What browsers meet at the doors: of trainees, of staff, and of those who look after them."""
