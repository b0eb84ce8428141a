"""What an instructor needs: is a course in order, and does a pass of its exercises mean something?"""
