"""Who writes, and how they are: another voice on the phone, grief, fear, age, languages, goodbye. Pure."""
