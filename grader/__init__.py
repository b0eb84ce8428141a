"""Judge an answer: course, host, judge, report."""
