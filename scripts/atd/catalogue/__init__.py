"""All checked records as one immutable, indexed whole."""

from atd.catalogue.catalogue import Catalogue, Named, build_catalogue
from atd.catalogue.facet import Facet
from atd.catalogue.occasion import Occasion
from atd.catalogue.record import NOT_REPORTED, Record, Source, make_record

__all__ = [
    "NOT_REPORTED",
    "Catalogue",
    "Facet",
    "Named",
    "Occasion",
    "Record",
    "Source",
    "build_catalogue",
    "make_record",
]
