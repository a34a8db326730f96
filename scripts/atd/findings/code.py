"""The permanent register of what can be wrong.

A code never changes its meaning and is never used again. Rules that a schema
states about its own records carry their code and text in the schema itself
(keyword ``x-rule``, codes ATD300 to ATD399); all others stand here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from atd.findings.phrase import Phrase, phrase


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    """Nothing is published until it is mended."""
    WARNING = "warning"
    """Published, but someone should look."""
    NOTICE = "notice"
    """For information."""

    @property
    def phrase(self) -> Phrase:
        """The word for it."""
        return _SEVERITIES[self]


_SEVERITIES = {
    Severity.ERROR: phrase("error"),
    Severity.WARNING: phrase("warning"),
    Severity.NOTICE: phrase("notice"),
}


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of problem; its sentences hold ``{placeholders}``."""

    id: str
    severity: Severity
    problem: str
    why: str
    fix: str
    mechanical: bool = False
    """Whether following the suggestion changes how something is written, never what is said."""

    def phrase(self, part: str, **values: object) -> Phrase:
        """Say the ``problem``, the reason ``why`` or the ``fix`` with its values filled in."""
        return Phrase(getattr(self, part), f"{self.id}.{part}", tuple(values.items()))


_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTICE

_REGISTER = (
    # 1xx: the file cannot be read as intended
    Code("ATD101", _E, "the file is not UTF-8 text", "every language is written in this one encoding; the file looks like {guess}", "save the file again with the encoding UTF-8"),
    Code("ATD102", _E, "the file is larger than {limit} KiB", "one practice fits in a few pages; a larger file is a mistake or an attack", "shorten the texts, or split the entry into two practices"),
    Code("ATD103", _E, "the file cannot be read here: {detail}", "YAML needs this place to be mended before anything after it can be understood", "compare the line with the template; often a quote, a colon or an indent is missing"),
    Code("ATD104", _E, "a tab stands where spaces are needed", "YAML indents with spaces only", "replace the tab by two spaces", mechanical=True),
    Code("ATD105", _E, "“{key}” is written twice; it was first written in line {first}", "only one of the two could be kept, and a reader would not know which", "keep one of them and delete the other; where both hold items of a list, put all items below the first and delete only this line"),
    Code("ATD106", _E, "“{mark}” makes a reference inside the file", "references let a small file grow without limit, so they are not read", "write the text out, or put it in quotes if it is meant as text"),
    Code("ATD107", _E, "“{tag}” gives a value a special type", "values here are only text, numbers, true and false", "delete it, or put the whole value in quotes if it is meant as text"),
    Code("ATD108", _E, "an unfinished merge stands in the file", "two versions of the same lines were left side by side by Git", "keep the right lines and delete those that begin with <<<<<<<, ======= and >>>>>>>"),
    Code("ATD109", _E, "a second document begins here", "each file holds one record", "delete the line with ---, or move what follows to a file of its own"),
    Code("ATD110", _E, "the file holds no record", "a record begins with a line such as “id: …”", "copy the template and fill it in"),
    Code("ATD111", _E, "an invisible control character stands here ({name})", "it could hide or reverse what a reader sees", "delete it and type the text around it again"),
    Code("ATD112", _E, "values are nested more than {limit} levels deep", "no field of a record is that deep", "check the indents and brackets around this line"),
    Code("ATD113", _E, "the file cannot be opened: {detail}", "it must be an ordinary file inside the repository", "replace it by an ordinary file that everyone may read"),
    Code("ATD114", _E, "the name of a field is missing or is not plain text", "fields have names such as “title”", "write the name of the field, a colon and a space before the value"),
    Code("ATD115", _E, "a colon and a space stand inside a text without quotes", "YAML takes them for the end of a field’s name", "put the whole text in quotes", mechanical=True),
    Code("ATD116", _E, "a quotation mark that opens here does not fit with those after it", "everything up to the next mark is taken for one text", "close it at the end of the text; inside, write \\\" between double marks and '' between single ones", mechanical=True),
    Code("ATD117", _E, "a space is missing after the dash", "only a dash and a space begin an item of a list", "write a space after the dash", mechanical=True),
    Code("ATD118", _E, "the line begins with {indent} spaces, but line {line} above it with {other}", "YAML tells by the indent what belongs together", "begin it with as many spaces as the lines it belongs with; what belongs to a field above begins two spaces further in"),
    Code("ATD119", _E, "a space is missing after the colon", "only a colon and a space end the name of a field", "write a space after the colon", mechanical=True),
    Code("ATD120", _E, "curly quotation marks stand around the value", "YAML knows only straight ones, and would show these to readers", "write straight marks, as in \"text\"; if readers are to see curly ones, put straight marks around them", mechanical=True),
    Code("ATD121", _E, "a text cannot begin with this sign", "it has a meaning of its own in YAML", "put the text in quotes", mechanical=True),
    Code("ATD122", _E, "a backslash stands between double quotation marks", "there it gives the next letter a special meaning", "use single quotation marks, or write two backslashes", mechanical=True),
    Code("ATD123", _E, "a bracket that opens here is not closed", "everything after it is taken for a part of the list or group", "write {bracket} where it ends"),
    Code("ATD124", _E, "a colon is missing after the name of a field", "only a colon and a space part a field from its value", "write a colon and a space between them", mechanical=True),
    Code("ATD125", _E, "an item of a list begins with “{sign}”", "only a hyphen and a space begin an item of a list", "write a hyphen and a space instead", mechanical=True),
    # 2xx: a field is missing, unknown or of the wrong kind
    Code("ATD201", _E, "“{label}” is missing", "{reason}", "{advice}"),
    Code("ATD202", _E, "there is no field “{key}” {parent}", "unknown fields are refused so that a typing error does not lose a text", "{advice}"),
    Code("ATD203", _E, "“{label}” must be {expected}, but here is {actual}", "programs and translations rely on one kind of value in each field", "{advice}", mechanical=True),
    Code("ATD204", _E, "unknown term “{value}” for “{label}”", "terms come from schema/vocabularies/{vocabulary}.yaml, so that filters work in every language", "{advice}"),
    Code("ATD205", _E, "“{label}” has {length} characters; {limit} are needed at least", "a shorter text does not tell readers enough", "write {missing} more characters"),
    Code("ATD206", _E, "“{label}” has {length} characters; {limit} are allowed", "longer texts are cut off in lists, on telephones and in feeds", "shorten it by {surplus} characters"),
    Code("ATD207", _E, "“{label}” is not written in the expected form: “{value}”", "links, dates and filters are made from it", "{advice}", mechanical=True),
    Code("ATD208", _E, "“{label}” holds too few items; at least {limit} needed", "{reason}", "add an item, or leave the field out if it is not required"),
    Code("ATD209", _E, "“{value}” stands twice in “{label}”", "the same entry would be counted twice", "delete one of the two"),
    Code("ATD210", _E, "“{label}” must be {expected}", "{reason}", "{advice}"),
    Code("ATD211", _E, "“{label}” must be between {minimum} and {maximum}", "another number is a typing error here", "correct the number"),
    Code("ATD212", _E, "“{label}” does not follow the schema", "{detail}", "compare it with the field reference"),
    Code("ATD213", _E, "the term “{value}” of “{label}” was replaced", "terms are given up when a better one is agreed on; filters and translations know only the new one", "write {near}", mechanical=True),
    Code("ATD214", _E, "an invisible character stands in the name of the field “{near}”", "it comes with copied text, and makes another name of it", "delete everything up to the colon and type {near} again", mechanical=True),
    Code("ATD215", _E, "a comma cuts the text in two", "in braces a comma begins the next field", "put the whole text in quotes: {whole}", mechanical=True),
    Code("ATD216", _E, "the terms of “{label}” are not parted by commas", "only the sign , parts the items of a list in brackets", "write {near}"),
    # 4xx: rules that look at several values, files or at the wording
    Code("ATD401", _E, "the file is called “{name}”, but the identifier is “{id}”", "file name and identifier are one, so that addresses never break", "write {name} here; rename the file only where its name is the wrong one"),
    Code("ATD402", _E, "the key “{key}” is used twice in “{label}”", "translations and references are attached to keys", "give one of the two another key, in small letters, digits and hyphens"),
    Code("ATD403", _E, "there is no source with the key “{key}”", "every result and update names the source that says so", "{advice}"),
    Code("ATD404", _E, "there is no record “{id}”", "links between records must lead somewhere", "{advice}"),
    Code("ATD405", _E, "the end lies before the start", "a period runs forward", "correct one of the two dates"),
    Code("ATD406", _E, "“{label}” lies in the future: {date}", "only what has happened is recorded", "correct the date"),
    Code("ATD407", _E, "there is no day {date}", "the calendar does not have it", "correct the date"),
    Code("ATD408", _E, "evidence level {level} needs two independent sources; {count} found", "an entry is corroborated only when publishers that do not run the practice agree", "name two sources of different publishers that do not run the practice and mark them “independent: true”; where there are none, choose e0 or e1"),
    Code("ATD409", _W, "another record has the same country, type and period: {id}", "the same practice may have been entered twice", "compare the two; if they are different, nothing needs to be done"),
    Code("ATD410", _W, "last checked on {date}, more than {months} months ago", "laws and practice change; readers see this mark too", "look at the sources again and set last_verified to the day"),
    Code("ATD411", _E, "a personal contact stands in the text: {kind}", "addresses and telephone numbers of people are never published here", "delete it with the words that lead to it; where readers need a contact, name an organisation"),
    Code("ATD412", _W, "the title says “{words}”", "{reason}", "write {instead}"),
    Code("ATD413", _E, "a piece of web page code (HTML) stands in the text: {html}", "texts are plain, with paragraphs, lists, emphasis and links", "delete all of it and keep the words; an empty line begins a new paragraph"),
    Code("ATD414", _E, "the link “{target}” cannot be used", "only links that begin with https:// or http:// are published", "write the whole address"),
    Code("ATD415", _E, "{what} cannot be used in this text", "headings and pictures would break the page in which the text stands", "write it as a plain paragraph"),
    Code("ATD416", _E, "the text is not in Unicode form NFC", "the same letters must be stored in the same way to be found", "type the text again, or run a tool that normalises to NFC"),
    Code("ATD417", _E, "the identifier “{id}” was already used by {other}", "identifiers are permanent and lead to one record", "choose another identifier"),
    Code("ATD418", _W, "{number} words in a row are the same as in {other}", "entries are told in our own words; copied sentences hide who speaks and may break an author’s rights", "say it in other words, or put the sentence in quotation marks and name who said it"),
    Code("ATD419", _W, "“{value}” is almost the name of a known organisation", "under one name, readers find everything that an organisation does on one page", "write “{near}” if it is meant; if not, add the other organisation to schema/vocabularies/{vocabulary}.yaml"),
    Code("ATD420", _E, "the entry names “{id}”, its own identifier, as a former one", "the page of a former identifier leads to the entry; this one would lead to itself and never open", "delete it from redirect_from"),
    # 5xx: translations
    Code("ATD501", _E, "the translation file cannot be read: {detail}", "a broken file would lose every translation in it", "open it in Poedit, which names the line, or undo the last change"),
    Code("ATD502", _E, "the entry “{context}” stands twice", "only one of the two could be shown", "delete one of them"),
    Code("ATD503", _W, "no text of the record is called “{context}”", "it was removed from the original", "delete the entry; atd translate sync does it for you"),
    Code("ATD504", _E, "the translation of “{context}” loses {missing}", "placeholders are filled in and links are followed by readers of every language", "copy it from the original into the translation"),
    Code("ATD505", _E, "the translation of “{context}” contains {what}", "translations follow the same rules as originals", "delete it"),
    Code("ATD506", _W, "there is no record for this translation file", "it translates nothing", "delete the file, or correct its name"),
    Code("ATD507", _W, "the translation of “{context}” is the same as the original", "readers would be told that it is in their language", "translate it, or leave it empty so that the original is shown as such"),
    Code("ATD508", _E, "an invisible control character stands in the translation of “{context}” ({name})", "it could hide or reverse what a reader sees; directions are set by the pages themselves", "delete it and type the text around it again"),
    Code("ATD509", _W, "the translation of “{context}” is not in Unicode form NFC", "the same letters must be stored in the same way to be found", "type the word again"),
    Code("ATD510", _W, "the translation of “{context}” has {length} characters; more than {limit} do not fit", "longer texts are cut off in lists, on telephones and in feeds", "say it in fewer words"),
    Code("ATD511", _W, "the translation of “{context}” has other paragraphs or lists than the original", "readers of all languages find the same thing in the same place", "give it as many paragraphs ({paragraphs}) and items of lists ({items}) as the original"),
    Code("ATD512", _W, "the translation of “{context}” says “{word}”", "the glossary of the language keeps this word out for “{term}”", "write {agreed}"),
    Code("ATD513", _W, "the translation of “{context}” does not use the agreed words for “{term}”", "the glossary of the language names the words by which readers find the same thing everywhere", "write {agreed}, or add the word you need to the glossary"),
    Code("ATD514", _W, "the translation of “{context}” lacks a number of the original: {missing}", "a year or a sum that was mistyped misleads readers, and nobody who reads the translation alone can see it", "write the number of the original, in the way of the language; where words say the same, nothing needs to be done"),
    # 6xx: the vocabularies
    Code("ATD601", _E, "the vocabulary “{vocabulary}” has no term “{term}”", "broader terms and replacements must exist", "correct it, or add the term"),
    Code("ATD602", _E, "the term “{term}” stands twice", "a term has one label and one definition", "delete one of the two"),
    Code("ATD603", _E, "the term “{term}” leads to “{target}”, which does not exist", "readers who choose it would arrive nowhere", "{advice}"),
    Code("ATD604", _E, "“{name}” is a name of both “{one}” and “{other}”", "a name leads to one page", "delete it from one of the two; where only entries about its country mean it so, write it under local_aliases"),
    Code("ATD605", _E, "the replacement of the term “{term}” leads back to it", "who looks for the term is led to its replacement, and would be led in a circle for ever", "name a term in use, or leave replaced_by out of one of them"),
)  # fmt: skip

CODES: dict[str, Code] = {code.id: code for code in _REGISTER}
"""Every code by its identifier, in order."""
