"""The words of a content, to change or to translate: a form made of its semantics."""
