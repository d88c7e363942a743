"""The domain: what a need, an offer, a match and a conversation are, and what may become of them.

Pure. No clock, no store, no network, no Flask: `now` is a parameter, chance is decided before we are called,
and what should happen is returned as values (`effects`). It imports nothing else of ours.
"""
