"""From letters to the words and phrases we know: tokens, typing mistakes, phrase lists, the language of a text.

Everything else in this room asks here what a word is; nothing here knows what a text wants.
"""
