"""Where, and where to: what the gazetteer found in a text, each as what it is in the sentence."""
