"""Pages of required training: the officer's own, the supervisor's, and the lists of the personnel office."""
