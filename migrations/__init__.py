"""The schema, as numbered .sql files in common SQL: the same for SQLite and PostgreSQL, applied in order."""
