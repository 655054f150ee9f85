"""Finds who said what: passages with the chain of speakers that they came through."""
