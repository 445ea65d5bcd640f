"""Where may it go?  Declarations, addresses and the choice of an endpoint, without I/O.

One file an idea: ``country`` (ISO 3166), ``url`` (an address, strictly), ``address`` (zones of
IP addresses, what may be dialled), ``declared`` (what is wrong with a declaration), ``route``
(the endpoint for a request, never outside its tier).
"""
