"""The labels of the body: made, changed, withdrawn."""
