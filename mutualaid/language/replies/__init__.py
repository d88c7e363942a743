"""What a text is in reply to something, and what it puts in its place: another time, a place, a part of it."""
