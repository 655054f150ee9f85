"""The composers: nothing else joins the stages, a store and an engine. Read `pipeline.py` first."""
