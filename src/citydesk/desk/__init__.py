"""The web desk: pages, an API and feeds over one desk file."""
