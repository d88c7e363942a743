"""The rules of the house, held by tests: `checker` looks at one module's source, the tests look at all of ours.

Each rule is shown a small bad module first, so that a rule which can no longer fail is noticed.
"""
