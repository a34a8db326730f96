"""Records made at random from a schema, right ones and wrong ones, the same for the same seed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from atd.reading import Schema

Values = dict[str, Any]

WORDS = {
    "en": "people stay with host families while an office looks at each case and offers help",
    "ar": "يقيم الناس لدى أسر مضيفة بينما ينظر المكتب في كل حالة ويقدم المساعدة القانونية",
    "zh": "人们 住在 社区 家庭 当局 审查 每个 案件 并 提供 法律 援助 和 住房",
    "ru": "люди живут в семьях пока ведомство рассматривает каждое дело и помогает",
    "emoji": "👩‍👧 🏠 𝒜 people 🕊️ home",
}
HOSTILE = (
    "write to office@example.org today", "see <b>this</b> &amp; that", "[here](ftp://example.org/x) and [there](https://example.org)",
    "Best practice for illegal migrants", 'a "quoted" text: with # signs, - dashes\\and \'marks\'', "<script>alert(1)</script>",
    "tab\there", "no", "2020", "null", "[a, b]", "e\u0301te\u0301".replace("e\u0301", "é"), "<https://example.org/x>", "x@y", "مكتب@مثال.شبكة",
)  # fmt: skip
DATES = ("2019", "2020-03", "2021-04-05", "2099", "2026-12", "2021-02-30", "2020-13", "20", "spring 2020", "2024-01-01")
ADDRESSES = (
    "https://example.org/a",
    "http://example.org/b?c=d&e=f",
    "www.example.org",
    "ftp://example.org",
    "https://example.org/a b",
)
PUBLISHERS = (
    "UNHCR",
    "UN Network on Migration",
    "International Detention Coalition",
    "IDC",
    "unhcr",
    "Nobody known",
    "UNHCR, on ReliefWeb",
    "UNHCR and IDC",
)


def records(schema: Schema, seed: int, number: int) -> Iterator[Values]:
    """Make so many records: by turns sound ones, ones that break only rules about several values, and wrong ones."""
    for position in range(number):
        maker = _Maker(schema, random.Random(f"{seed}-{position}"), wrong=(0.0, 0.0, 0.02, 0.12)[position % 4])
        yield maker.sound() if position % 4 == 0 else maker.record()


class _Maker:
    """Makes one record, of which a part is wrong."""

    def __init__(self, schema: Schema, chance: random.Random, wrong: float) -> None:
        self.schema = schema
        self.chance = chance
        self.wrong = wrong
        self.keys = [f"source-{n}" for n in range(chance.randint(1, 3))]

    def record(self) -> Values:
        return self._group(self.schema.root, ())

    def sound(self) -> Values:
        """Make a practice that breaks no rule: of a class that goes with every answer, with all safeguards answered."""
        made = self.record()
        node = self.schema.root["properties"]
        for name in ("conditions", "technology", "cost", "scale", "related", "reviews", "redirect_from"):
            made.pop(name, None)
        settled = {
            "classification": "contested", "status": "active", "scope": "regional", "evidence_level": "e1",
            "last_verified": "2026-11-01", "safeguards": dict.fromkeys(node["safeguards"]["properties"], "yes"),
            "context": self._sentence(node["context"], wrong=False), "period": {"start": "2019"},
        }  # fmt: skip
        made["disclosure"]["risk_to_people"] = "assessed"
        for name, value in made.items():
            items = value if isinstance(value, list) else ()
            for position, item in enumerate(item for item in items if isinstance(item, dict)):
                item["key"] = f"{name[:6].strip('_')}-{position}"
                item.update({"url": ADDRESSES[0]} if name == "sources" else {})
                item.update({"sources": ["source-0"]} if "sources" in item else {})
        made["sources"][0]["key"] = "source-0"
        return {name: {**made, **settled}[name] for name in self.schema.order if name in made or name in settled}

    def _missed(self) -> bool:
        return self.chance.random() < self.wrong

    def _group(self, node: Values, path: tuple[str, ...]) -> Values:
        required = node.get("required", ())
        made = {}
        for name, child in node["properties"].items():
            wanted = not self._missed() if name in required else self.chance.random() < 0.4
            if wanted and not (len(path) == 0 and name == "withdrawn"):
                made[name] = self._value(child, (*path, name))
        return made or {next(iter(node["properties"])): self._value(next(iter(node["properties"].values())), path)}

    def _value(self, node: Values, path: tuple[str, ...]) -> Any:
        if "const" in node:
            return False if self._missed() else node["const"]
        if "properties" in node:
            return self._group(node, path)
        if node.get("type") == "array":
            return self._list(node, path)
        if "enum" in node:
            return "no-such-term" if self._missed() else self.chance.choice(node["enum"])
        kinds: dict[str, Callable[[], Any]] = {
            "boolean": lambda: self.chance.random() < 0.7,
            "integer": lambda: (
                "12 thousand" if self._missed() else self.chance.choice((0, 1, 1949, 2020, 2101, 12345, -3))
            ),
            "number": lambda: "much" if self._missed() else self.chance.choice((0, 1.5, 20, -1)),
        }
        return kinds.get(node["type"], lambda: self._text(node, path))()

    def _list(self, node: Values, path: tuple[str, ...]) -> list[Any]:
        least = node.get("minItems", 0)
        number = max(0 if self._missed() else least, self.chance.randint(0, 3))
        items = [self._value(node["items"], path) for _item in range(number)]
        if not node.get("uniqueItems") or self._missed():
            return items
        return list(dict.fromkeys(items))

    def _text(self, node: Values, path: tuple[str, ...]) -> str:
        wrong = self._missed()
        if path[-1] in ("key", "id", "redirect_from"):
            right = self.keys if path[0] == "sources" else [f"name-{self.chance.randrange(9)}"]
            return self.chance.choice(("Not A Key", "a--b", "x" * 70) if wrong else right)
        fitting = [value for value in DATES if re.search(node.get("pattern", ""), value)][:4]
        kinds: dict[str, tuple[Sequence[str], Sequence[str]]] = {
            "x-date": (fitting, DATES),
            "x-url": (ADDRESSES[:2], ADDRESSES),
            "x-language": (("en", "fr", "zh-Hans"), ("English", "e")),
            "x-reference": (self.keys, ("nowhere", "No Where")),
            "x-names": (PUBLISHERS, HOSTILE),
            "pattern": (("EUR",), ("euro", "E")),
        }
        found = next((kinds[mark] for mark in kinds if mark in node), None)
        return self.chance.choice(found[wrong]) if found else self._sentence(node, wrong)

    def _sentence(self, node: Values, wrong: bool) -> str:
        """Write a text as long as it may be, or one that is too short, too long or holds what it may not."""
        least, most = node.get("minLength", 1), node.get("maxLength", 200)
        words = self.chance.choice(list(WORDS.values())).split()
        wanted = self.chance.randint(least, min(most, least + 200))
        if wrong:
            wanted = self.chance.choice((max(1, least - 1), most + 1, wanted, wanted, wanted))
        text = ""
        while len(text) < wanted:
            text += self.chance.choice(words) + " "
        text = text[: wanted - 1].rstrip().ljust(wanted, "x")
        if not wrong or wanted > most or wanted < least:
            return text
        return f"{text[: most // 2]} {self.chance.choice(HOSTILE)}"
