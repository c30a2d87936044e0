"""What a clause is about: a small linear classifier, trained on the sentences beside it (`texts/`)."""
