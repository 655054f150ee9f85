"""The hostile suite: it tries for a bounded time to break the desk, and counts what it tried.

    make attack                                   every part, half a minute of fuzzing a target
    python -m attack --seconds 300 kills parsers  longer, and only these parts
    python -m attack --write                      put the counts into docs/security.md

What broke something is kept in build/attack/. Each fault that is found becomes a test in tests/.
"""
