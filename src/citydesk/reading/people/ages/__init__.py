"""How old somebody is: told beside the name, or alone on the page and given to whom it fits.

`years.py` knows numbers and words for years, `beside.py` the grammar of an age beside a name,
`told.py` what a person's own mentions tell; `alone.py` finds ages that stand by themselves,
`pairs.py` weighs whose they can be, and `lending.py` gives each to one person or to nobody.
"""
