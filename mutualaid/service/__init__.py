"""The service: one use case, one transaction.

Each module is a family of verbs that read what they need, move states through the store and queue texts; a Turn
carries what they share. No transaction is open while the network is. What is pure stands in `domain`, what is
SQL in `store`; here is only the order in which things happen.
"""
