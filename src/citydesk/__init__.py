"""Citydesk: one sourced record of every incident."""

__version__ = "0.1.0"
