"""What the site is built with: why each library is there, under which licence, and whether it is known to be unsafe."""
