"""The conversation: one turn as a pure step from what was heard to what should happen.

`table` is read from the top and the first row that fits wins; what its rows do stands in `acts`, `answers` and the
folders: `needs` (asked for and offered), `visits` (two who are connected), `helpers` (what they say to an ask) and
`people` (who writes, and how they are). `talk` is the value a turn reads, `effects` the values it returns. Nothing
here sends, stores or reads the time.
"""
