"""Spreadsheets and address files in: people, needs, offers, places and old texts, row by row."""
