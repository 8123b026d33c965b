"""Pages of trainees, of people who join, and of instructors: parse, ask permission, call one action, answer."""
