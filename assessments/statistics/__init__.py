"""How questions fare, read from the attempts, counted by the worker, shown to those who write them."""
