app = 1
# café
