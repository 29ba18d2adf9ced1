"""SPARQL servers: the dataset of a folder sent to one, by the SPARQL 1.1 Graph Store HTTP Protocol."""
