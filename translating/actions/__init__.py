"""What translators, reviewers and administrators do here."""
