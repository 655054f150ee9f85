"""The outputs."""
