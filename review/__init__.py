"""Gender and rights language: rules, representation, sign-offs. Knows no pages."""
