"""All checked records as one immutable, indexed whole."""

from atd.catalogue.catalogue import Catalogue, Facet, build_catalogue
from atd.catalogue.record import NOT_REPORTED, Record, Source

__all__ = ["NOT_REPORTED", "Catalogue", "Facet", "Record", "Source", "build_catalogue"]
