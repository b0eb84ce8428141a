"""The processes that run an answer. They import `grader.wire`, the standard library, FastAPI, and nothing else of ours.

    zygote    trusted; imports FastAPI once and forks a keeper per slot          (zygote.py)
    keeper    trusted; adopts and kills everything that its slot starts          (keeper.py)
    template  imports the answer, then forks one host per check                  (template.py, load.py)
    host      serves ASGI scopes that arrive as file descriptors                 (serve.py)

Where no safe fork exists, one process takes all four parts for one check (single.py).
"""
