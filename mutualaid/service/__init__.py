"""The service: one use case, one transaction.

Each module is a family of verbs that read what they need, move states through the store and queue texts; a Turn
carries what they share. No transaction is open while the network is. What is pure stands in `domain`, what is
SQL in `store`; here is only the order in which things happen: texts in (`incoming`), `needs` and offers, `rounds`
that find helpers, `visits` that come of them, texts out (`outgoing`), what coordinators do (`desk`), what is kept
(`keeping`) and what comes from files (`sheets`). What all of them use stands beside them.
"""
