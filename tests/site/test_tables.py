"""The data of the whole site: nothing is missing, in any language, and the archive is whole."""

import hashlib
import json
import zipfile
from pathlib import Path
from urllib.parse import urlparse

from conftest import ROOT


def test_every_record_can_be_had_in_every_language(site: Path) -> None:
    api = site / "data" / "v1"
    index = json.loads((api / "index.json").read_bytes())
    codes = [language["code"] for language in index["languages"]]
    assert len(codes) == 7
    for collection in index["collections"]:
        written = {file.stem for file in (ROOT / collection["name"]).glob("*.yaml")}
        assert collection["records"] + collection["withdrawn"] == len(written)
        for answer in collection["answers"]:
            assert (api / answer["all"]).is_file()
            assert all((api / answer["one"].replace("{id}", identifier)).is_file() for identifier in written)


def test_records_lead_to_their_pages(site: Path) -> None:
    for code in ("en", "ar"):
        for record in json.loads((site / "data" / "v1" / code / "practices.json").read_bytes())["records"]:
            assert (site / urlparse(record["page"]).path.lstrip("/") / "index.html").is_file()


def test_the_archive_of_the_whole_is_sound(site: Path) -> None:
    (file,) = (site / "data").glob("*.zip")
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    assert file.with_name(f"{file.name}.sha256").read_text(encoding="ascii") == f"{digest}  {file.name}\n"
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        assert all(archive.read(name) == (site / "data" / name).read_bytes() for name in archive.namelist())
