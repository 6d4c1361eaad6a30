"""The face of programs: what officials do with opinions, as JSON over HTTP.

Another system of the administration fetches what a unit is asked and sends its
answer, or asks and reads what came back.  It does so as a person (an access
token, ``people.tokens``), through the same actions as the pages, and it sees
what the one predicate (``consultations.access``) lets that person see.

**Only the header** ``Authorization: Bearer …`` **says who asks.**  Cookies are
neither read nor set here, so somebody's browser opens nothing, and no other
site can make it write anything: a browser does not send that header by itself.
That is why nothing here asks for the token of a form (docs/decisions/0013).

* :mod:`operations` is the one table: addresses, what each takes and gives.  The
  views, the checks of what is sent and the published description (:mod:`openapi`)
  are all made from it;
* :mod:`answering` makes a view of an operation; :mod:`reading` holds what came
  against its shape; :mod:`failing` tells refusals; :mod:`pace` counts requests;
* :mod:`asked`, :mod:`following`, :mod:`comparing` and :mod:`about_cases` are what the
  operations do, :mod:`parts` takes files that come as they are, :mod:`telling` is
  how things look in JSON, :mod:`shapes` says the same as a schema.

No rule about opinions belongs here, and nothing that pages do not offer.
"""

from __future__ import annotations

from pyramid.config import Configurator

from motcua.interop import answering, failing, pace
from motcua.interop.operations import OPERATIONS, PREFIX
from motcua.pages.faces import Face

FACE = Face(id="interop", title="API", prefix=PREFIX, software=True)


def includeme(config: Configurator) -> None:
    """Answer programs."""
    config.add_face(FACE)
    pace.includeme(config)
    for name, path in {each.route: each.path for each in OPERATIONS}.items():
        config.add_route(name, PREFIX + path)
    for operation in OPERATIONS:
        answering.add(config, operation)
    failing.includeme(config)
