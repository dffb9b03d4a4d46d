"""Files of congresses on disk: receiving them, telling what they are, and cleaning pictures."""
