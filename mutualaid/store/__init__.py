"""The store: the only room with SQL.

One module a noun; each function takes the open transaction first and says in its name what it reads or changes.
SQL is written once, with `:name`, in the words SQLite and PostgreSQL share. No function commits: the service
decides what belongs together. A row changes only if it is still as it was seen; the row count tells.
"""
