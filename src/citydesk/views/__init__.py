"""A record as people see it, on a page and on the terminal alike: one vocabulary for both."""
