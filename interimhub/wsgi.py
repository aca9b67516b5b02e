"""The web application, for any WSGI server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "interimhub.settings")
# With one BLAS thread per core in each of several web processes, the type-ahead takes twice as
# long.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

application = get_wsgi_application()

# Pages make few cycles, and what is loaded by now stays: searching all of it for cycles after every
# 700 objects took 8 % of a page.
gc.collect()
gc.freeze()
gc.set_threshold(50_000)
