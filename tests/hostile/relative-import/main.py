from .tools import app
