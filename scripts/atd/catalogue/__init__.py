"""All checked records as one immutable, indexed whole."""

from atd.catalogue.catalogue import Catalogue, build_catalogue
from atd.catalogue.record import Record, Source

__all__ = ["Catalogue", "Record", "Source", "build_catalogue"]
