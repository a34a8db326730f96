"""Submissions by people who write no YAML: the questions of a form, and records from its answers."""

from atd.intake.forms import form_files, stale_forms, write_forms
from atd.intake.keys import key_of
from atd.intake.submission import Submission, receive

__all__ = ["Submission", "form_files", "key_of", "receive", "stale_forms", "write_forms"]
