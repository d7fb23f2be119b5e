"""Tidying a file of the catalogue: the order of its keys and the width of its lines, never a word of its content."""

from katalog.tidying.files import model_of
from katalog.tidying.tidy import Rapi, TakDapatDirapikan, tidy

__all__ = ["Rapi", "TakDapatDirapikan", "model_of", "tidy"]
