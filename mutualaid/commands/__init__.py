"""The commands: each a few lines over one verb of the service, grouped by what they are for.

A module here imports at its top what is quick to load, and inside its commands what is not, so that `understand`
answers at once. Machine output goes to stdout; sentences for people and progress to stderr.
"""
