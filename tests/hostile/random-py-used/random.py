my_own = 3
