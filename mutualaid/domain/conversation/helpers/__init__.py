"""What a helper says: a yes, part of it, another hour, second thoughts, limits and breaks. Pure."""
