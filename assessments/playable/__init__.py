"""H5P contents made of questions of the bank."""
