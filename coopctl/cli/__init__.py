"""Talk with a person: words in, sentences out. What is done lies in `coopctl.services`."""
