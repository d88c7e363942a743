"""The web: webhooks, the coordinator's desk, the public pages, the demo's handsets.

Each blueprint hangs its own lock on itself: the provider's signature, or a coordinator's sign-in. A route reads a
form, calls one verb of the service and answers; what may be done and what follows is decided there. Pages are made
here on the server, work without scripts, and show what people wrote as text and nothing else.
"""
