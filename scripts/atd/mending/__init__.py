"""Records written as they should be, without a change in what they say."""

from atd.mending.mender import Mended, mend

__all__ = ["Mended", "mend"]
