def test_nothing():
    raise RuntimeError("run by mistake")
