// Takes the place of the card's bundle, which is larger, in all tests.
