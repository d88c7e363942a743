"""The conversation: one turn as a pure step from what was heard to what should happen.

`table` is read from the top and the first row that fits wins; `acts`, `across`, `topics` and `answers` are what
its rows do; `intake` and `filling` complete a need or an offer; `talk` is the value a turn reads, `effects` the
values it returns. Nothing here sends, stores or reads the time.
"""
