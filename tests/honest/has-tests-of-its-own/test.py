raise RuntimeError("imported by mistake")
