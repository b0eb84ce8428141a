from starlette.mine import app
