from random import my_own
