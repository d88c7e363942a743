"""Matching: who can meet a need, how well, and whom to ask.

`score` holds the hard rules and the score, `fit` and `windows` what its parts measure, `wordfit` the words,
`explain` the sentences; `rounds` puts lists together over all open needs, `auction` and `chances` do its
arithmetic. Pure.
"""
