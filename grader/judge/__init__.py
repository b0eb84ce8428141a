"""Run checks against an answer that lives in other processes, and collect the evidence.

    run        an exercise and an answer come in, a report goes out
    plugin     what pytest does for us                       (lanes: several judges; judging: one check; tally: all)
    fixtures   what checks are given
    client     a TestClient whose app is in a host           (transport, websocket, session, exchange)
    processes  the host side as seen from here               (zygote, pool, slot: fork or spawn, host)
    verdict    evidence in, the result of a check out        (compare, problems)

Nothing of the answer is ever imported in this process.
"""
