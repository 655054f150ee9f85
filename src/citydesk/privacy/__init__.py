"""What a viewer may see of anything that leaves the desk is decided here, and nowhere else."""
