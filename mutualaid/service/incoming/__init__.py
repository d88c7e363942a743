"""Texts and calls in: kept first, then heard, then one turn each; floods, gaps and long silences too."""
