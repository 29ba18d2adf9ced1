"""The nodes of a dataset at the path of their IRI: `/actor-statement-graph/data/actor/jane-doe`.

As linked data has it (W3C, Cool URIs for the Semantic Web, 2008, section 4.2), the address of a thing sends
on (303 See Other) to what is said of it: the browser of a person to the page of an actor or agreement,
everybody else to what the endpoint describes, in the format that they accept.
"""

from urllib.parse import quote, urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.graph.reader.node_rows import Node
from kg.graph.reader.selecting import Iri
from kg.graph.vocabulary import DATA_BASE
from kg.pages.page_names import page_of
from kg.server.endpoint import wants_page

PATH = urlsplit(DATA_BASE).path


async def find_node(request: Request) -> Response:
    """Where the node at this path is described."""
    # An IRI of the dataset has everything but these signs percent-encoded.
    iri = Iri(DATA_BASE + quote(request.path_params["node"], safe="/-._~"))
    page = page_of(Node(iri=iri, name=""))
    if page and wants_page(request):
        return RedirectResponse(f"/{page}", 303, {"vary": "accept"})
    query = urlencode({"query": f"DESCRIBE <{iri}>"})
    return RedirectResponse(f"/sparql?{query}", 303, {"vary": "accept"})
