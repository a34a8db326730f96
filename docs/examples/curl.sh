# All practices in one file, and the table of practices.
curl --fail --silent --show-error --remote-name https://site.example/data/v1/practices.json
curl --fail --silent --show-error --remote-name https://site.example/data/csv/practices.csv
