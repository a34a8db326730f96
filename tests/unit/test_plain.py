"""The plain text of records, and the guide for language models."""

import re
from pathlib import Path

from atd.pages import Library
from gathered import change, files, gather, library


def text(data: bytes) -> str:
    assert data.startswith(b"\xef\xbb\xbf"), "browsers cannot know the encoding"
    return data.decode("utf-8-sig")


def test_a_record_is_told_as_a_whole(whole_library: Library) -> None:
    studio = whole_library.studio("fr")
    made = files(whole_library, "fr")
    for collection in whole_library.catalogue.records:
        for record in whole_library.catalogue.records[collection][:40]:
            if record.withdrawn:
                continue
            told = text(made[f"{collection}/{record.id}/index.txt"])
            opened = studio.edition.open(record)
            assert all(opened.text(context).value in told for context in record.texts), record.id
            assert all(str(source["url"]) in told for source in record.values.get("sources", ()) if "url" in source)


def test_class_notice_and_address_stand_in_the_text(tmp_path: Path) -> None:
    made = files(library(gather(tmp_path / "r", ("en", "ar"))), "ar")
    lines = text(made["practices/us-isap/index.txt"]).splitlines()
    assert lines[2] == "**شكل بديل من أشكال الاحتجاز**"
    assert sum(line.startswith("> ") for line in lines) == 3
    assert "https://atd-practices.example/ar/practices/us-isap/" in lines[-2]
    assert not any(word in line for line in lines for word in ("{", "}", "None", "mappingproxy"))


def test_a_new_field_needs_nothing(tmp_path: Path) -> None:
    root = gather(tmp_path / "r", ("en",))
    file = root / "schema" / "practice.schema.json"
    field = '"status_note": {"title": "More on the status", "type": "string", "x-translatable": true},\n    "status": {'
    file.write_text(file.read_text(encoding="utf-8").replace('"status": {', field, 1), encoding="utf-8")
    with (root / "practices" / "us-isap.yaml").open("a", encoding="utf-8") as record:
        record.write("status_note: It was announced.\n")
    told = text(files(library(root), "en")["practices/us-isap/index.txt"])
    assert "## More on the status\n\nIt was announced.\n" in told


def test_the_guide_names_every_entry_with_its_class(tmp_path: Path) -> None:
    root = gather(tmp_path / "r", ("en", "ar"))
    change(root, "practices/us-isap", title="Watching [people](https://evil.example/) at home")
    made = library(root)
    guide = files(made, "en")["llms.txt"].decode()
    assert "llms.txt" not in files(made, "ar")
    assert guide.startswith("# Alternatives to Detention")
    assert re.search(r"^> .+", guide, re.MULTILINE)
    listed = re.findall(r"^- \[(.*?)(?<!\\)\]\((https://[^)]+/index\.txt)\)(?:: (.+))?$", guide, re.MULTILINE)
    assert len(listed) == 11
    assert (
        "Watching \\[people\\](https://evil.example/) at home",
        "https://atd-practices.example/practices/us-isap/index.txt",
        "Alternative form of detention",
    ) in listed
