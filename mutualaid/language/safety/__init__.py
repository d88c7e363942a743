"""What must not be missed, nor heard where it is not: danger, wishes for no more texts, words about somebody."""
