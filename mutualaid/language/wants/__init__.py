"""What a text wants: a need, an offer, a question or neither, sentence by sentence, and of which kinds."""
