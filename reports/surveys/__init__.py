"""Results of anonymous surveys, for programme staff. What is counted is decided in ``assessments.surveys``."""
