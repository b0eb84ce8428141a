"""Run checks against an answer that lives in other processes, and collect the evidence.

    run       an exercise and an answer come in, a report goes out
    plugin    what pytest does for us: fixtures, outcomes, evidence
    client    a TestClient whose app is in a host           (transport, websocket, exchange)
    processes the host side as seen from here: zygote, slots, hosts

Nothing of the answer is ever imported in this process.
"""
