"""The commands. Each reads its input, calls one function, renders; `app` puts them together."""
