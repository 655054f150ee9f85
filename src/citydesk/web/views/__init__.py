"""Records and readings become what a template prints: pure functions, tested without HTTP."""
