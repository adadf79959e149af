"""Makes the weights that ship in ``src/depesche/models``; not part of the wheel."""
