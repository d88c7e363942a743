"""Times in texts, and how we say one: the grammar is one for all languages, its words stand in their when.toml."""
