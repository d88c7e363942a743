"""A match from its helper's yes to its end: terms, doors, moves of the hour, holds, what became of it."""
