"""The pages that people read and work on: one router for each."""
