"""ATD Practices: from reviewed YAML files to a multilingual site and open data."""

__version__ = "0.1.0"
