"""A record as people see it, in sections, for page and terminal alike.

Each module turns what the privacy room lets a viewer see into plain dataclasses that a template or
the terminal prints: no markup, no styles, one vocabulary for both.
"""
