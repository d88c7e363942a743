"""The language room: text in, a Reading out; a Line in, the words we say out.

What is understood and what is said are data per language (`en/`, `es/`); the modules here hold grammar only.
It imports the domain and nothing else of ours, keeps no state between texts, and never raises on a text.

`reader` asks the folders in its order; each knows only those before it: `words`, `times`, `saying`, `safety`,
`talk`, `people`, `places`, `helpers`, `wants`, `replies`.
"""
