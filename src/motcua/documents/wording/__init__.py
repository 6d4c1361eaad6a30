"""The words of files, and what changed in them from one version to the next.

People who gave an opinion on a version of a file want to know what the next
one says otherwise.

* :mod:`extracting` gets the words out of one file, in a process of its own that
  has limits of time, memory, pages and signs (``reading`` in
  ``config/uploads.yaml``): what was uploaded may have been made to break its reader;
* :mod:`reading` starts that process and takes down what it says;
* :mod:`waiting` says whose words are wanted (``want``), and lets the worker read
  them, one file a round, outside of every transaction;
* :mod:`differing` compares two texts, with a bound on what that costs, and
  :mod:`between` says of two files what can be said of their difference now.

Words are kept packed beside the bytes, under the same SHA-256 and as long as
these: a file is read once, however many cases it lies in, also where it could
not be read.  No page reads a file itself.

Who may read both versions is not decided here.
"""

from __future__ import annotations

from motcua.documents.wording.between import Between, between
from motcua.documents.wording.differing import Comparison, Part, Passage, compared
from motcua.documents.wording.waiting import want, wording_of

__all__ = [
    "Between",
    "Comparison",
    "Part",
    "Passage",
    "between",
    "compared",
    "want",
    "wording_of",
]
