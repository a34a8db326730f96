"""The theme: Material, extended by the templates of ``docs/theme``.

MkDocs imports this module before Material. Material would otherwise print an
announcement of its own end of life at every build, which reads like a warning
about the records; docs/development says what becomes of the theme.
"""

import os

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
