"""A million reports linked and fused, side by side with Splink: `make bench-scale`.

    world.py ─▶ flat.py ─┬▶ ours.py ─▶ fusing.py ─┬▶ scoring.py
    the truth   the file └▶ splinked.py ──────────┘

`world.py` makes rows whose truth is known and `tellings.py` real accounts of them; other
measurements take theirs from the same two.
"""
