"""The launcher behind `bin/demo` and `bin/test`: starts, supervises and stops real servers.

It imports only the standard library, so that an incomplete environment can still report what is
missing.
"""
