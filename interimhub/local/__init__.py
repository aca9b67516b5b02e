"""The launcher behind `bin/demo` and `bin/test`: starts, supervises and stops real servers.

Nothing but the standard library is imported here, so that a half-made environment can still say
what it lacks.
"""
