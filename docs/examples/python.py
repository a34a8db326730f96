"""Titles of practices that are listed as promising, without any library."""

import csv
import io
from urllib.request import urlopen

with urlopen("https://site.example/data/csv/practices.csv") as answer:
    practices = list(csv.DictReader(io.TextIOWrapper(answer, "utf-8-sig", newline="")))

for practice in practices:
    if practice["standing"] == "promising":
        print(practice["title"], practice["page"], sep="\t")
