"""From open needs to somebody asked: whom a round looks at, the lists it makes, the waves of asks."""
