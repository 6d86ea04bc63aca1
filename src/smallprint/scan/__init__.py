"""Looking at pictures: one stateless function, and the engines that run it on many cores."""
