"""Who, for whom and how: names, how many, households, age, languages, conditions."""
