"""How the weights that we ship were made; needs the extra `train` and the data, and nothing here runs in use."""
