"""What coordinators see and do on the desk, how they get in, and what the group is missing."""
