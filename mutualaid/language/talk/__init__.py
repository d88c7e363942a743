"""What a text does in a talk, whatever it is about: yes and no, commands, corrections, courtesy, limits."""
