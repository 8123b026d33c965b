"""Quizzes on paper: what is printed of a question, how the marks on a sheet are read, and the attempt they make."""
