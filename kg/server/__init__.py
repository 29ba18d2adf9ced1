"""The server: a graph that others ask over HTTP, by the SPARQL 1.1 Protocol."""
