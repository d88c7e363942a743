"""The web: the desk, sign-in, the webhooks and the public pages, through Flask's test client."""
