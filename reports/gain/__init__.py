"""Knowledge change, for programme staff and for a class. How it is worked out is decided in ``assessments.gain``."""
