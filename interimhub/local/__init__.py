"""What `bin/demo` and `bin/test` run: real servers from wheels, started, watched and stopped.

Nothing but the standard library is imported here, so that a half-made environment can still say
what it lacks.
"""
