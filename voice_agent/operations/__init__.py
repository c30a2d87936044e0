"""What the clinic's technician runs: checks before going live, backups."""
