"""Where a language of the site stands."""


def url(path: str, language: str, default: str) -> str:
    """Address of a page from the root of the site."""
    return path if language == default else f"{language}/{path}"
