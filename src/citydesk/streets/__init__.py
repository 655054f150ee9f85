"""Where an address is: an index of streets, and the look-up in it."""
