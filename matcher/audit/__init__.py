"""Attacks on an owner's own list, without the secret: what a thief of one file and the unit with two could name."""
