"""What can be told from an answer's syntax trees alone: findings, and questions that a check may ask.

    parsing   bytes → syntax trees, within limits                  (parsing.py)
    scopes    which name means what, and which code runs where     (scopes.py, project.py)
    rules     one module for each kind of finding                  (rules/)
    findings  all rules over one answer, as values of the report   (findings.py)
    queries   what the fixture `source` hands to a check           (queries.py, places.py)

Nothing here runs the answer or imports it. Names are followed through imports, aliases and the answer's own modules. A
name that could mean two things means nothing: a rule speaks where there is no doubt, and is silent everywhere else.
"""
