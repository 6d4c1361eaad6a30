"""The frame in which every page stands: layout, forms, refusals, languages.

A face (portal, workspace, administration, signin) says who it is with
``config.add_face(Face(...))`` and fills the slots of ``layout['page']`` in its
templates; everything that pages share is here, so that a citizen, an official
and an administrator recognise one house.

What a page finds ready:

* ``request.acting``: who acts, now, from where, in which language;
* ``request.now``: the one moment of this request;
* in templates ``layout`` and ``parts`` (macros), ``say``, ``day``, ``full_day``,
  ``short_day``, ``instant``, ``money``, ``asset``, see :mod:`speaking`;
* :func:`forms.form` and :func:`schemas.schema_of` for forms, :mod:`fields` for those
  of our own;
* :func:`notices.tell` for the sentence shown on the next page;
* refusals raised by actions become pages by themselves, see :mod:`refusal`.

No rule of any procedure belongs here, and no page of one face.
"""

from __future__ import annotations

from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    """Set the frame up.  ``registry["motcua.office"]`` must be there when pages are shown."""
    config.include("pyramid_chameleon")
    for part in (
        "assets",
        "asking",
        "compiled",
        "languages",
        "faces",
        "headers",
        "heading",
        "legible",
        "names",
        "notices",
        "crossing",
        "speaking",
        "forms",
        "refusal",
        "receipts",
    ):
        config.include(f"motcua.pages.{part}")
