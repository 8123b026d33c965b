"""System checks: say loudly at start-up what this machine lacks."""
