"""The knowledge base and the matching of questions to it: pure functions, no Telegram."""

import os

# The matching multiplies small matrices. With several threads, OpenBLAS spends 30 times as
# long on waking them as on the work (measured on two cores, one of them busy).
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
