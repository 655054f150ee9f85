"""The incidents."""
