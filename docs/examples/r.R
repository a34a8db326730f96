# Practices by class, and those with a setback.
practices <- read.csv("https://site.example/data/csv/practices.csv", fileEncoding = "UTF-8-BOM")
print(table(practices$standing))
print(practices[practices$has_setback == "true", c("id", "page")])
