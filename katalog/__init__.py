"""The catalogue of SOPs: model, reading, checks, and rendering. It knows no simulation and no website engine."""

from katalog.catalogue import Katalog
from katalog.checking import Telaah, analyse
from katalog.loading import load_catalogue

__all__ = ["Katalog", "Telaah", "analyse", "load_catalogue"]
