"""How fast, beside whom: `make bench` compares in one run and writes what it found into the documents."""
