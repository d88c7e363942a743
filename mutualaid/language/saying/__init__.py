"""What we say: every line in every language, filled, read back in plain words, and as cheap to send as can be."""
