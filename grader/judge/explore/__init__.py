"""Generated comparison: many requests from the solution's OpenAPI, sent to the answer and to the solution.

    openapi   the document, read into operations
    values    a JSON schema, turned into right values and into values at its edges; with number, text and pattern
    plan      operations, turned into steps
    step      one request, with placeholders for ids
    request   a step written down as bytes, with the ids that one side gave
    members   the ids that both sides gave, and which of them are gone
    agree     whether two answers say the same
    pair      two fresh hosts, asked the same
    shrink    the shortest sequence of steps that still shows the difference
    explorer  all of it, in order

Only `explorer` is used from outside.
"""
