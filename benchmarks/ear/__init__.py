"""How well the ear hears: synthetic worlds with known truth, and surveyed live fire."""
